import { LRUCache } from "lru-cache";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { fromFloat16 } from "../../tensor/float16";
import { createReusedFloats } from "../../threads/reused-floats";
import { serveTasks } from "../../threads/serve-tasks";
import { ownBuffer } from "../../threads/thread-messages";
import type { ScoredVocabulary, ScoreModel, ScoreTasks } from "../lane-tasks";
import { createModelShelf } from "../sessions/model-shelf";
import { openSessions } from "../sessions/open-session";
import { runSession } from "../sessions/run-session";

const OPEN_MODELS = 2;
const CLASSIFIER_BYTES = 256 * 2 ** 20;
const WHOLE_CLASSES = 1000; // beyond this, classes are scored in chunks
const CHUNK_CLASSES = 512;
// ONNX Runtime averages a row of responses in an order that depends on the row's address. With classes in
// multiples of this, every image of a batch starts at an address as good as the first one's, and a score
// does not depend on the other images it was computed with.
const CLASS_MULTIPLE = 16;

const shelf = createModelShelf(
  OPEN_MODELS,
  ({ classifiersFile, scoreFile, scoreMapsFile, runtime }: ScoreModel) =>
    openSessions({ classifiers: classifiersFile, score: scoreFile, scoreMaps: scoreMapsFile }, runtime),
);

const known = new LRUCache<string, Float32Array>({
  maxSize: CLASSIFIER_BYTES,
  sizeCalculation: (classifiers) => Math.max(1, classifiers.byteLength),
});

const regionFloats = createReusedFloats();

serveTasks<ScoreTasks>(
  {
    open: async (model) => {
      await shelf.get(model);
      return { value: null, transfer: [] };
    },

    score: async ({ model, vocabulary, regions, count }) => {
      const classifiers = await classifiersOf(model, vocabulary); // [C', R]
      if (!classifiers) return { value: null, transfer: [] };
      const { score } = await shelf.get(model);
      const floats = fromFloat16(regions, regionFloats(regions.length)); // [N, P, R]
      const logits = await scoreClasses(score, model, floats, count, classifiers, vocabulary.count);
      return { value: logits, transfer: [logits.buffer] };
    },

    maps: async ({ model, regions, vectors, count }) => {
      const { scoreMaps } = await shelf.get(model);
      const [positions, size] = model.regionShape;
      const classifiers = await classify(model, vectors, count); // [L, R]
      const feeds = {
        regions: new Tensor("float32", fromFloat16(regions), [1, positions, size]),
        classifiers: new Tensor("float32", classifiers, [count, size]),
      };
      const maps = ownBuffer(await runSession(scoreMaps, feeds, "maps", positions * count)); // [P, L]
      return { value: maps, transfer: [maps.buffer] };
    },
  },
  { oneAtATime: true },
);

/**
 * A vocabulary's classifiers and, up to a multiple of classes, zeros: [C', R]. Null where this thread neither
 * knows them nor was given the vectors.
 */
async function classifiersOf(model: ScoreModel, vocabulary: ScoredVocabulary): Promise<Float32Array | null> {
  const key = `${model.key}\n${vocabulary.key}`;
  const found = known.get(key);
  if (found || !vocabulary.vectors) return found ?? null;
  const classes = Math.ceil(vocabulary.count / CLASS_MULTIPLE) * CLASS_MULTIPLE;
  const classifiers = new Float32Array(classes * model.regionShape[1]);
  classifiers.set(await classify(model, vocabulary.vectors, vocabulary.count));
  known.set(key, classifiers);
  return classifiers;
}

async function classify(model: ScoreModel, vectors: Float32Array, count: number): Promise<Float32Array> {
  const session = (await shelf.get(model)).classifiers;
  const input = new Tensor("float32", vectors, [count, model.wordSize]);
  return runSession(session, { vectors: input }, "classifiers", count * model.regionShape[1]); // [C, R]
}

/** [N, C] logits. The responses [N, P, C] of a large vocabulary are never all in memory at once. */
async function scoreClasses(
  session: InferenceSession,
  { regionShape: [positions, size] }: ScoreModel,
  regions: Float32Array, // [N, P, R]
  count: number,
  classifiers: Float32Array, // [C', R]
  classes: number,
): Promise<Float32Array<ArrayBuffer>> {
  const padded = classifiers.length / size;
  const step = classes > WHOLE_CLASSES ? CHUNK_CLASSES : padded;
  const input = new Tensor("float32", regions, [count, positions, size]);
  const logits = new Float32Array(count * classes);
  for (let start = 0; start < classes; start += step) {
    const width = Math.min(step, padded - start);
    const part = classifiers.subarray(start * size, (start + width) * size);
    const feeds = { regions: input, classifiers: new Tensor("float32", part, [width, size]) };
    const scores = await runSession(session, feeds, "logits", count * width); // [N, width]
    const kept = Math.min(width, classes - start);
    for (let n = 0; n < count; n++) {
      logits.set(scores.subarray(n * width, n * width + kept), n * classes + start);
    }
  }
  return logits;
}
