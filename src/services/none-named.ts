import { RegionaryError } from "../errors";
import type { Page, PageRequest } from "../storage/database/page";

const MOST_NAMES = 20;

type Noun = "benchmark set" | "word-vector set" | "backbone" | "model version" | "vocabulary";

/** NOT_FOUND for a name, listing the names that exist: the newest of a list. */
export async function noneNamed<Row>(
  noun: Noun,
  wanted: string,
  list: (page: PageRequest) => Promise<Page<Row>>,
  nameOf: (row: Row) => string,
): Promise<RegionaryError> {
  const { rows, hasNextPage } = await list({ first: MOST_NAMES });
  const names = rows.map((row) => `"${nameOf(row)}"`).join(", ");
  const known = `${hasNextPage ? "The newest are" : "There are"}: ${names}.`;
  return new RegionaryError(
    "NOT_FOUND",
    `There is no ${noun} "${wanted.slice(0, 200)}". ${names ? known : "None is stored yet."}`,
  );
}
