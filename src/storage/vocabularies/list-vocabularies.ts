import type { Database } from "../database/database";
import { findVersionId } from "../database/find-version-id";
import {
  type NameConditions,
  type NamedOrder,
  NEWEST,
  nameConditions,
  namedOrder,
} from "../database/named-lists";
import { type Page, type PageRequest, readPage } from "../database/page";
import { findVocabularies, type VocabularyRow } from "./vocabularies";

/** A page of the vocabularies whose names contain a text. */
export function listVocabularies(
  db: Database,
  page: PageRequest,
  filter: NameConditions = {},
  order: NamedOrder = NEWEST,
): Promise<Page<VocabularyRow>> {
  const list = {
    from: '"Vocabulary"',
    where: nameConditions(filter),
    order: namedOrder("vocabularies", order),
  };
  return readPage(db, list, page, (ids) => findVocabularies(db, ids));
}

/** A vocabulary by its name, the latest if `version` is null; null if there is none. */
export async function findVocabularyByName(
  db: Database,
  name: string,
  version: number | null,
): Promise<VocabularyRow | null> {
  const id = await findVersionId(db, "Vocabulary", name, version);
  const [vocabulary] = id === null ? [] : await findVocabularies(db, [id]);
  return vocabulary ?? null;
}
