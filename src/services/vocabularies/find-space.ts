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

/**
 * The space of a name, or of the word-vector set of that name; null if there is neither. INVALID_INPUT where they are
 * two: what is bound to a space stays bound to it, so none is guessed.
 */
export async function spaceNamed(db: Database, name: string): Promise<VectorSpaceRow | null> {
  const named = await findVectorSpaceByName(db, name);
  const set = await findWordVectorSet(db, { name });
  const [ofSet] = set ? await findVectorSpaces(db, [set.spaceId]) : [];
  if (!named || !ofSet || named.id === ofSet.id) return named ?? ofSet ?? null;
  throw new RegionaryError(
    "INVALID_INPUT",
    `"${name}" is the name of a vector space and of a word-vector set whose vectors are of another space, "${ofSet.name}". Name that one "${ofSet.name}"; to name the other, first import the set under another name and delete the set "${name}".`,
  );
}

/** As `spaceNamed`; NOT_FOUND lists those that exist. */
export async function findSpace(db: Database, name: string): Promise<VectorSpaceRow> {
  const space = await spaceNamed(db, name);
  if (space) return space;
  const { rows, hasNextPage } = await listVectorSpaces(db, { first: MOST_NAMED });
  const known = rows.map((space) => space.name).join(", ");
  throw new RegionaryError(
    "NOT_FOUND",
    `There is no vector space "${name.slice(0, 100)}". ${known === "" ? "To make one, import word vectors (bin/regionary vectors import FILE --name NAME), or create a vocabulary with given vectors." : `There are: ${known}${hasNextPage ? ", …" : ""}.`}`,
  );
}

/** The name of each vector space, by its id. */
export async function vectorSpaceNames(db: Database): Promise<Map<string, string>> {
  const spaces = await allRows((page) => listVectorSpaces(db, page));
  return new Map(spaces.map(({ id, name }) => [id, name]));
}
