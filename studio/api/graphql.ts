import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./generated/schema";

/** A document of the API, whose variables and answer are typed by schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: false;
  scalars: { DateTimeISO: string };
}>();

export { type FragmentOf, type ResultOf, readFragment, type VariablesOf } from "gql.tada";
