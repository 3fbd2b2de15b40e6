import { LRUCache } from "lru-cache";
import type { Database } from "../../storage/database/database";
import {
  findLabelsByPosition,
  findVocabularies,
  type LabelRow,
  type VocabularyRow,
} from "../../storage/vocabularies/vocabularies";
import { notFound } from "../not-found";

const KEPT_ROWS = 1_000;
/** Some 200 bytes each. */
const KEPT_LABELS = 50_000;

/** Vocabularies and their labels; recently used ones are kept in memory: they never change, but may be deleted. */
export interface VocabularyStore {
  /** NOT_FOUND if there is none. */
  byId(id: string): Promise<VocabularyRow>;
  /**
   * As `byId`, but one used recently may have been deleted since: for callers that store a row that names it, and
   * so learn that from the database; on NOT_FOUND they must call `forget`.
   */
  recent(id: string): Promise<VocabularyRow>;
  forget(id: string): void;
  /** The labels at some positions; null where there is none. */
  labelsAt(id: string, positions: readonly number[]): Promise<(LabelRow | null)[]>;
}

export function createVocabularyStore(db: Database): VocabularyStore {
  const rows = new LRUCache<string, VocabularyRow>({ max: KEPT_ROWS });
  const labels = new LRUCache<string, LabelRow>({ max: KEPT_LABELS });
  const byId = async (id: string): Promise<VocabularyRow> => {
    const [vocabulary] = await findVocabularies(db, [id]);
    if (!vocabulary) throw notFound("vocabulary");
    rows.set(id, vocabulary);
    return vocabulary;
  };
  return {
    byId,
    recent: async (id) => rows.get(id) ?? byId(id),
    forget(id) {
      rows.delete(id);
    },
    async labelsAt(id, positions) {
      const known = positions.map((position) => labels.get(`${id}:${position}`) ?? null);
      const missing = [...new Set(positions.filter((_, index) => !known[index]))];
      if (missing.length === 0) return known;
      const read = new Map<number, LabelRow>();
      for (const row of await findLabelsByPosition(db, id, missing)) {
        read.set(row.position, row);
        labels.set(`${id}:${row.position}`, row);
      }
      return positions.map((position, index) => known[index] ?? read.get(position) ?? null);
    },
  };
}
