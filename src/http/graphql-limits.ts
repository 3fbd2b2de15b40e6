import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  validate,
} from "graphql";

/** The deepest sensible query of the schema is about 12 fields deep. */
const MAX_DEPTH = 16;
const MAX_ALIASES = 50;
/** Long lists are sent as variables, which are not counted. */
export const MAX_TOKENS = 5_000;

const depth = { n: MAX_DEPTH, ignoreIntrospection: true, flattenFragments: true };
const rejection = {
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
  propagateOnRejection: false,
};

/** The limits on a query, besides being valid. */
export const limitRules: ValidationRule[] = [
  (context) => visitor(maxDepthRule({ ...depth, ...rejection })(context)),
  (context) => visitor(maxAliasesRule({ n: MAX_ALIASES, ...rejection })(context)),
];

/** Armor's rules are typed for an older version of GraphQL. */
const visitor = (rule: object): ASTVisitor => rule as ASTVisitor;

/** Parses and validates a query within the limits, as Apollo does for those sent over HTTP. */
export function checkedDocument(
  schema: GraphQLSchema,
  query: string,
): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
    return errors.length > 0 ? errors.map(coded("GRAPHQL_VALIDATION_FAILED")) : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [coded("GRAPHQL_PARSE_FAILED")(error)];
    throw error;
  }
}

/** The code that Apollo would give. */
const coded = (code: string) => (error: GraphQLError) => Object.assign(error, { extensions: { code } });
