import { LRUCache } from "lru-cache";
import { RegionaryError } from "../errors";
import type { VocabularyVectors } from "../inference/engine";
import type { Database } from "../storage/database";
import { findVocabularies, readVocabularyVectors, type VocabularyRow } from "../storage/vocabularies";

const BUDGET_BYTES = 64 * 1024 * 1024;

/** Vocabularies and their vectors, the recently used ones kept in memory (they never change). */
export interface VocabularyStore {
  /** NOT_FOUND if there is none. */
  byId(id: string): Promise<VocabularyRow>;
  vectors(vocabulary: VocabularyRow): Promise<VocabularyVectors>;
}

export function createVocabularyStore(db: Database): VocabularyStore {
  const cache = new LRUCache<string, VocabularyVectors>({
    maxSize: BUDGET_BYTES,
    sizeCalculation: ({ vectors }) => vectors.byteLength,
  });
  return {
    async byId(id) {
      const [vocabulary] = await findVocabularies(db, [id]);
      if (!vocabulary) throw new RegionaryError("NOT_FOUND", `There is no vocabulary ${id}.`);
      return vocabulary;
    },
    async vectors({ id, labelCount }) {
      const cached = cache.get(id);
      if (cached) return cached;
      const vectors = await readVocabularyVectors(db, id);
      if (!vectors) throw new RegionaryError("NOT_FOUND", `There is no vocabulary ${id}.`);
      const loaded = { key: id, count: labelCount, vectors };
      cache.set(id, loaded);
      return loaded;
    },
  };
}
