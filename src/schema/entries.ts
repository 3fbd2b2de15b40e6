import type { GraphQLField, GraphQLNamedType } from "graphql";
import { Extensions } from "type-graphql";

/**
 * How many entries a field counts for where the size of a query is measured: as many as one of its arguments
 * asks for, about so many, or none where the field around it has counted them.
 */
export type Entries =
  | { readonly by: readonly string[] }
  | { readonly about: number }
  | { readonly countedAround: true };

/** A list as long as an argument says: a number, or a list itself. Of several arguments one is given. */
export const CountsBy = (...by: string[]) => extension({ by });

/** A list without pages that has about so many entries; or what costs as much as so many. */
export const CountsFor = (about: number) => extension({ about });

/** The entries of a page, which the field that has the page counts. */
export const CountedAround = () => extension({ countedAround: true });

const extension = (entries: Entries) => Extensions({ entries });

/** What a field counts for, by itself or by its type; undefined where nobody said. */
export function entriesOf(
  field: GraphQLField<unknown, unknown>,
  type: GraphQLNamedType,
): Entries | undefined {
  return (field.extensions.entries ?? type.extensions.entries) as Entries | undefined;
}
