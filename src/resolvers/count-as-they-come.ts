import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
} from "graphql";
import { RegionaryError } from "../errors";
import { entriesOf } from "../schema/entries";
import type { RequestContext } from "./request-context";

/** As many as a page of 100 predictions with 1,000 labels each: every page that a list gives can be read whole. */
const MAX_BEYOND = 100_000;

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;

/**
 * A list without pages counts for about so many entries before a query is executed; those that it has beyond
 * that are counted here, when they are there. INVALID_INPUT where they become too many.
 */
export function countAsTheyCome(schema: GraphQLSchema): void {
  const counted = new WeakMap<RequestContext, number>(); // a context is of one execution
  const count = (found: unknown, about: number, context: RequestContext): unknown => {
    const beyond = Array.isArray(found) ? found.length - about : 0;
    if (beyond <= 0) return found;
    const sum = (counted.get(context) ?? 0) + beyond;
    counted.set(context, sum);
    if (sum <= MAX_BEYOND) return found;
    throw new RegionaryError(
      "INVALID_INPUT",
      "The lists that this query asks for within others are too long. Ask for shorter pages, or for fewer lists at a time.",
    );
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const entries = entriesOf(field, getNamedType(field.type));
      if (!entries || !("about" in entries) || !isListType(getNullableType(field.type))) continue;
      const resolve: Resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (...of: Parameters<Resolve>) => {
        const found = resolve(...of);
        const [, , context] = of;
        return found instanceof Promise
          ? found.then((list) => count(list, entries.about, context))
          : count(found, entries.about, context);
      };
    }
  }
}
