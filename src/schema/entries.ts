import type { GraphQLField, GraphQLNamedType } from "graphql";
import { Extensions } from "type-graphql";

/**
 * How many entries a field counts for where the size of a query is measured: as many as one of its arguments
 * asks for, about a fixed number, or none where the field around it has counted them.
 */
export type Entries =
  | { readonly by: readonly string[] }
  | { readonly about: number }
  | { readonly countedAround: true };

/** A list as long as an argument says: a number, or a list itself. Of several arguments one is given. */
export const CountsBy = (...by: string[]) => extension({ by });

/**
 * A list without pages that has about this many entries, or a field that costs as much as they would. Where a list
 * has more, `resolvers/count-as-they-come` counts them.
 */
export const CountsFor = (about: number) => extension({ about });

/** The entries of a page, which are counted by the field that returns the page. */
export const CountedAround = () => extension({ countedAround: true });

const extension = (entries: Entries) => Extensions({ entries });

/** What a field counts for, by itself or by its type; undefined where neither says. */
export function entriesOf(
  field: GraphQLField<unknown, unknown>,
  type: GraphQLNamedType,
): Entries | undefined {
  return (field.extensions.entries ?? type.extensions.entries) as Entries | undefined;
}
