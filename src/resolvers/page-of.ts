/** A page of a list that is in memory; `after` is a place in it. */
export function pageOf<T>(
  list: readonly T[],
  { first, after = -1 }: { first: number; after?: number },
): { rows: T[]; hasNextPage: boolean } {
  const end = after + 1 + first;
  return { rows: list.slice(after + 1, end), hasNextPage: end < list.length };
}
