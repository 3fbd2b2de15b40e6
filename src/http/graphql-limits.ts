import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import {
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

const rejection = {
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
  propagateOnRejection: false,
};

/** What a query may not exceed, beside being valid. */
export const limitRules: ValidationRule[] = [
  (context) => ({
    ...maxDepthRule({ n: MAX_DEPTH, ignoreIntrospection: true, flattenFragments: true, ...rejection })(
      context,
    ),
  }),
  (context) => ({ ...maxAliasesRule({ n: MAX_ALIASES, ...rejection })(context) }),
];

/** Parses and validates a query within the limits, as Apollo does for those that come by HTTP. */
export function checkedDocument(
  schema: GraphQLSchema,
  query: string,
): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
    return errors.length > 0 ? errors : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}
