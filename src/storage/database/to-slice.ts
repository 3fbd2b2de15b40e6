/** Some rows of a list that is ordered by position. */
export interface Slice<Row> {
  readonly rows: Row[];
  readonly hasNextPage: boolean;
}

/** The slice of this many rows, of which one more was read to tell whether there are others. */
export function toSlice<Row>(rows: Row[], first: number): Slice<Row> {
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}
