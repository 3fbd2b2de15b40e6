import { LRUCache } from "lru-cache";
import { fromFloat16 } from "../../tensor/float16";
import { createReusedFloats } from "../../threads/reused-floats";
import { serveTasks } from "../../threads/serve-tasks";
import { ownBuffer } from "../../threads/thread-messages";
import { createSessionShelf } from "../sessions/session-shelf";
import type { ScoreModel } from "./score-model";
import { makeClassifiers, mapRegions, type OpenFile, padded, scoreRegions } from "./score-regions";
import {
  KEPT_CLASSIFIER_BYTES,
  type KeptClassifiers,
  type ScoredVocabulary,
  type ScoreTasks,
} from "./score-tasks";

const OPEN_MODELS = 2;
const shelf = createSessionShelf(OPEN_MODELS);
const openOf =
  (model: ScoreModel): OpenFile =>
  (file) =>
    shelf.get(model, file);

const known = new LRUCache<string, Float32Array>({
  maxSize: KEPT_CLASSIFIER_BYTES,
  sizeCalculation: (classifiers) => Math.max(1, classifiers.byteLength),
});

const kept = (): KeptClassifiers => ({ vocabularies: known.size, bytes: known.calculatedSize });

const regionFloats = createReusedFloats();

serveTasks<ScoreTasks>(
  {
    open: async (model) => {
      const { labels, scoreFile, mapsFile } = model;
      const files = [scoreFile, mapsFile, ...(labels.from === "words" ? [labels.classifiers] : [])];
      for (const file of files) await shelf.get(model, file);
      return { value: null, transfer: [] };
    },

    close: async ({ key }) => {
      await shelf.drop(key);
      return { value: null, transfer: [] };
    },

    score: async ({ model, vocabulary, regions, count }) => {
      const classifiers = await classifiersOf(model, vocabulary); // [C', R]
      if (!classifiers) return { value: { logits: null, kept: kept() }, transfer: [] };
      const floats = regionFloats(regions.reduce((sum, { length }) => sum + length, 0)); // [N, P, R]
      let start = 0;
      for (const part of regions) {
        fromFloat16(part, floats.subarray(start, start + part.length));
        start += part.length;
      }
      const logits = await scoreRegions(model, openOf(model), floats, count, classifiers, vocabulary.count);
      return { value: { logits, kept: kept() }, transfer: [logits.buffer] };
    },

    classifiers: async ({ model, vectors, count }) => {
      const made = ownBuffer(await makeClassifiers(model, openOf(model), vectors, count));
      return { value: made, transfer: [made.buffer] };
    },

    maps: async ({ model, regions, vectors, count }) => {
      const maps = ownBuffer(await mapRegions(model, openOf(model), fromFloat16(regions), vectors, count));
      return { value: maps, transfer: [maps.buffer] };
    },
  },
  { oneAtATime: true },
);

/** A vocabulary's classifiers [C', R]; null if this thread neither has them nor was given its numbers. */
async function classifiersOf(model: ScoreModel, vocabulary: ScoredVocabulary): Promise<Float32Array | null> {
  const key = `${model.key}\n${vocabulary.key}`;
  const found = known.get(key);
  const { of, numbers, count } = vocabulary;
  if (found || !numbers) return found ?? null;
  const classifiers =
    of === "classifiers" ? numbers : await makeClassifiers(model, openOf(model), numbers, count);
  const made = padded(model, classifiers, count);
  known.set(key, made);
  return made;
}
