import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import {
  findVectorSpaceByName,
  findVectorSpaces,
  listVectorSpaces,
  type VectorSpaceRow,
} from "../../storage/vocabularies/vector-spaces";
import { findWordVectorSet } from "../../storage/vocabularies/word-vectors";
import { allRows } from "../all-rows";

const MOST_NAMED = 20;

/** The space of a name, or of the word-vector set of that name; NOT_FOUND lists those that exist. */
export async function findSpace(db: Database, name: string): Promise<VectorSpaceRow> {
  const named = await findVectorSpaceByName(db, name);
  if (named) return named;
  const set = await findWordVectorSet(db, { name });
  const [ofSet] = set ? await findVectorSpaces(db, [set.spaceId]) : [];
  if (ofSet) return ofSet;
  const { rows, hasNextPage } = await listVectorSpaces(db, { first: MOST_NAMED });
  const known = rows.map((space) => space.name).join(", ");
  throw new RegionaryError(
    "NOT_FOUND",
    `There is no vector space "${name.slice(0, 100)}". ${known === "" ? "To make one, import word vectors (npx regionary vectors import FILE --name NAME), or create a vocabulary with given vectors." : `There are: ${known}${hasNextPage ? ", …" : ""}.`}`,
  );
}

/** The name of each vector space, by its id. */
export async function vectorSpaceNames(db: Database): Promise<Map<string, string>> {
  const spaces = await allRows((page) => listVectorSpaces(db, page));
  return new Map(spaces.map(({ id, name }) => [id, name]));
}
