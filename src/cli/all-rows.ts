import type { Database } from "../storage/database/database";
import type { Page, PageRequest } from "../storage/database/page";

const ROWS_AT_ONCE = 100;

/** Every row of a paged list, newest first. */
export async function allRows<Row>(
  list: (db: Database, page: PageRequest) => Promise<Page<Row>>,
  db: Database,
): Promise<Row[]> {
  const all: Row[] = [];
  let after: string | undefined;
  for (;;) {
    const { rows, cursors, hasNextPage } = await list(db, { first: ROWS_AT_ONCE, after });
    all.push(...rows);
    if (!hasNextPage) return all;
    after = cursors.at(-1);
  }
}
