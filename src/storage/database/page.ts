/** A page of a list that is ordered by time-ordered ids, newest first. */
export interface PageRequest {
  readonly first: number;
  /** The id of the last row of the page before. */
  readonly after?: string;
}

export interface Page<Row> {
  readonly rows: Row[];
  readonly hasNextPage: boolean;
}

/** The `findMany` arguments of a page: one row more than asked tells whether there is a next page. */
export function pageArguments(page: PageRequest) {
  return {
    take: page.first + 1,
    orderBy: { id: "desc" as const },
    ...(page.after ? { where: { id: { lt: page.after } } } : {}),
  };
}

export function toPage<Row>(rows: Row[], first: number): Page<Row> {
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}
