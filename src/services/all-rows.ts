import type { Page, PageRequest } from "../storage/database/page";

const ROWS_AT_ONCE = 100;

/** Every row of a paged list, in order. */
export async function allRows<Row>(list: (page: PageRequest) => Promise<Page<Row>>): Promise<Row[]> {
  const all: Row[] = [];
  let after: string | undefined;
  for (;;) {
    const { rows, cursors, hasNextPage } = await list({ first: ROWS_AT_ONCE, after });
    all.push(...rows);
    if (!hasNextPage) return all;
    after = cursors.at(-1);
  }
}
