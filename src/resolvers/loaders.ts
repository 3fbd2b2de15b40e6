import DataLoader from "dataloader";
import type { ServiceContext } from "../services/context";
import {
  findBatches,
  findImages,
  findLabelsByPosition,
  findModelVersions,
  findPredictions,
  findVocabularies,
  findWordVectorSets,
} from "../services/read";
import type { LabelRow } from "../services/rows";

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Rows by id, those asked for in the same tick read together. They keep nothing: a subscription that lasts
 * for hours sees what is stored now, and its memory stays flat.
 */
export function createLoaders({ db }: ServiceContext) {
  const byId = <R extends { id: string }>(read: (ids: readonly string[]) => Promise<R[]>) =>
    new DataLoader<string, R | null>(
      async (ids) => {
        const rows = new Map((await read([...new Set(ids)])).map((row) => [row.id, row]));
        return ids.map((id) => rows.get(id) ?? null);
      },
      { cache: false, maxBatchSize: 1_000 },
    );
  const labels = new DataLoader<{ vocabularyId: string; position: number }, LabelRow | null>(
    async (keys) => {
      const found = new Map<string, LabelRow>();
      for (const vocabularyId of new Set(keys.map((key) => key.vocabularyId))) {
        const ofVocabulary = keys.filter((key) => key.vocabularyId === vocabularyId);
        const positions = [...new Set(ofVocabulary.map(({ position }) => position))];
        const rows = await findLabelsByPosition(db, vocabularyId, positions);
        for (const row of rows) found.set(`${vocabularyId}:${row.position}`, row);
      }
      return keys.map(({ vocabularyId, position }) => found.get(`${vocabularyId}:${position}`) ?? null);
    },
    { cache: false },
  );
  return {
    images: byId((ids) => findImages(db, ids)),
    wordVectorSets: byId((ids) => findWordVectorSets(db, ids)),
    vocabularies: byId((ids) => findVocabularies(db, ids)),
    modelVersions: byId((ids) => findModelVersions(db, ids)),
    batches: byId((ids) => findBatches(db, ids)),
    predictions: byId((ids) => findPredictions(db, ids)),
    labels,
  };
}
