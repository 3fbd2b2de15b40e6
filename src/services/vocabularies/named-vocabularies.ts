import type { Database } from "../../storage/database/database";
import { findVocabularyByName, listVocabularies } from "../../storage/vocabularies/list-vocabularies";
import type { VocabularyRow } from "../../storage/vocabularies/vocabularies";
import {
  findWordVectorSet,
  listWordVectorSets,
  type WordVectorSetRow,
} from "../../storage/vocabularies/word-vectors";
import { allRows } from "../all-rows";
import { findVersion } from "../find-version";
import { noneNamed } from "../none-named";

/** The vocabulary that NAME or NAME@VERSION means; NOT_FOUND lists those that exist. */
export const vocabularyNamed = (db: Database, wanted: string): Promise<VocabularyRow> =>
  findVersion(
    "vocabulary",
    wanted,
    (name, version) => findVocabularyByName(db, name, version),
    (page, filter) => listVocabularies(db, page, filter),
  );

/** Every vocabulary, newest first. */
export const allVocabularies = (db: Database): Promise<VocabularyRow[]> =>
  allRows((page) => listVocabularies(db, page));

/** Every word-vector set, newest first. */
export const allWordVectorSets = (db: Database): Promise<WordVectorSetRow[]> =>
  allRows((page) => listWordVectorSets(db, page));

/** The word-vector set of a name; NOT_FOUND lists those that exist. */
export async function wordVectorSetNamed(db: Database, name: string): Promise<WordVectorSetRow> {
  const set = await findWordVectorSet(db, { name });
  if (set) return set;
  throw await noneNamed(
    "word-vector set",
    name,
    (page) => listWordVectorSets(db, page),
    (row) => row.name,
  );
}
