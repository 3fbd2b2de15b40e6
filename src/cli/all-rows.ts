import type { Database } from "../storage/database/database";
import type { Page, PageRequest } from "../storage/database/page";

const ROWS_AT_ONCE = 100;

/** Every row of a paged list, newest first. */
export async function allRows<Row extends { id: string }>(
  list: (db: Database, page: PageRequest) => Promise<Page<Row>>,
  db: Database,
): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const { rows, hasNextPage } = await list(db, { first: ROWS_AT_ONCE, after: all.at(-1)?.id });
    all.push(...rows);
    if (!hasNextPage) return all;
  }
}
