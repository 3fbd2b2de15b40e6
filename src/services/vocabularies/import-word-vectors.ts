import { RegionaryError } from "../../errors";
import type { Remark } from "../../remark";
import type { Database } from "../../storage/database/database";
import { findVectorSpaceByName, type VectorSpaceRow } from "../../storage/vocabularies/vector-spaces";
import {
  findWordVectorSet,
  importWordVectors as storeWordVectors,
  type WordVectorSetRow,
} from "../../storage/vocabularies/word-vectors";
import { readWordVectors } from "../../vocabulary/files/read-word-vectors";
import { remarkBook } from "../../vocabulary/files/word-vector-remarks";

/**
 * Stores a word-vector file under a name, all of it or nothing; an `onProgress` that throws ends the import.
 * With a `space` it is stored in that one, for example as a larger part of the same vectors, which is checked.
 * The same file again changes nothing; another under the same name is a CONFLICT. INVALID_WORD_VECTORS for a
 * file that breaks its own format.
 */
export async function importWordVectors(
  db: Database,
  { name, path, space = null }: { name: string; path: string; space?: VectorSpaceRow | null },
  onProgress: (wordsRead: number) => void = () => undefined,
): Promise<{
  set: WordVectorSetRow;
  alreadyStored: boolean;
  skipped: number;
  remarks: readonly Remark[];
}> {
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `A word-vector set's name must have 1 to 100 letters, digits, dots, dashes and underscores; got "${name}".`,
    );
  }
  const isNew = (await findWordVectorSet(db, { name })) === null;
  const namesake = isNew ? await findVectorSpaceByName(db, name) : null;
  if (namesake && namesake.kind !== "WORDS") {
    const vectors = namesake.kind === "TEXT" ? "a text encoder makes" : "were given";
    throw new RegionaryError(
      "CONFLICT",
      `"${name}" is the name of a vector space whose vectors ${vectors}. Choose another name.`,
    );
  }
  const book = remarkBook();
  const stored = await storeWordVectors(db, name, readWordVectors(path, book), onProgress, space, book);
  // Those of a set that was stored before imports remarked on anything are only in the book.
  const { remarks } = stored.set;
  return { ...stored, remarks: remarks.length > 0 ? remarks : book.remarks() };
}
