import { RegionaryError } from "../errors";
import type { Database } from "../storage/database/database";
import type { Page, PageRequest } from "../storage/database/page";

const MOST_NAMES = 20;

/** Says that there is nothing of that name (NOT_FOUND), and which names there are. */
export async function noneNamed(
  noun: "benchmark set" | "word-vector set",
  name: string,
  list: (db: Database, page: PageRequest) => Promise<Page<{ readonly name: string }>>,
  db: Database,
): Promise<never> {
  const { rows, hasNextPage } = await list(db, { first: MOST_NAMES });
  const names = rows.map((row) => `"${row.name}"`).join(", ");
  const known = `${hasNextPage ? "The newest are" : "There are"}: ${names}.`;
  throw new RegionaryError(
    "NOT_FOUND",
    `There is no ${noun} "${name}". ${names ? known : "None is stored yet."}`,
  );
}
