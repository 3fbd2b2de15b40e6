import type { Page, PageRequest } from "../storage/database/page";
import { noneNamed } from "./none-named";

interface Versioned {
  readonly name: string;
  readonly version: number;
}

/** What NAME (its latest version) or NAME@VERSION means; NOT_FOUND lists those that exist, of that name if there are any. */
export async function findVersion<Row extends Versioned>(
  noun: "model version" | "vocabulary",
  wanted: string,
  find: (name: string, version: number | null) => Promise<Row | null>,
  list: (page: PageRequest, filter: { nameContains?: string }) => Promise<Page<Row>>,
): Promise<Row> {
  const [, name, version] = /^(.*?)(?:@(\d{1,9}))?$/s.exec(wanted)!;
  const found = await find(name!, version === undefined ? null : Number(version));
  if (found) return found;
  const filter = (await find(name!, null)) ? { nameContains: name! } : {};
  throw await noneNamed(
    noun,
    wanted,
    (page) => list(page, filter),
    (row) => `${row.name}@${row.version}`,
  );
}
