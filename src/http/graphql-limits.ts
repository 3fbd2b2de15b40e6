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

/** The longest way through the schema that makes sense is about 12 fields deep. */
const MAX_DEPTH = 16;
const MAX_ALIASES = 50;
/** Long lists come as variables, which are not counted. */
export const MAX_TOKENS = 5_000;

const depth = { n: MAX_DEPTH, ignoreIntrospection: true, flattenFragments: true };
const rejection = {
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
  propagateOnRejection: false,
};

/** What a query may not exceed, beside being valid. */
export const limitRules: ValidationRule[] = [
  (context) => visitor(maxDepthRule({ ...depth, ...rejection })(context)),
  (context) => visitor(maxAliasesRule({ n: MAX_ALIASES, ...rejection })(context)),
];

/** Armor's rules are visitors of an older typing. */
const visitor = (rule: object): ASTVisitor => rule as ASTVisitor;

/** Parses and validates a query within the limits, as Apollo does for those that come by HTTP. */
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
