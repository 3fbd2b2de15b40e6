import { type InferenceSession, Tensor } from "onnxruntime-node";
import { runSession } from "../sessions/run-session";
import type { ScoreModel } from "./score-model";

const WHOLE_CLASSES = 1000; // beyond this, classes are scored in chunks
const CHUNK_CLASSES = 512;
// ONNX Runtime averages a row of responses in an order that depends on the row's address. With classes in
// multiples of this, every image of a batch starts at an address aligned like the first one's, and a score
// does not depend on the other images in its batch.
const CLASS_MULTIPLE = 16;

/** Opens a file of a model unless it is open. */
export type OpenFile = (file: string) => Promise<InferenceSession>;

/** Classifiers [C, R], padded with zeros to a multiple of classes: [C', R]. */
export function padded({ regionSize }: ScoreModel, classifiers: Float32Array, count: number): Float32Array {
  const classes = Math.ceil(count / CLASS_MULTIPLE) * CLASS_MULTIPLE;
  const all = new Float32Array(classes * regionSize);
  all.set(classifiers);
  return all;
}

/** [N, C] logits. The responses [N, P, C] of a large vocabulary are never all in memory at once. */
export async function scoreRegions(
  model: ScoreModel,
  open: OpenFile,
  regions: Float32Array, // [N, rows, R]
  count: number,
  classifiers: Float32Array, // [C', R]
  classes: number,
): Promise<Float32Array<ArrayBuffer>> {
  const { regionSize, labels, scoreFile } = model;
  const session = await open(scoreFile);
  const padded = classifiers.length / regionSize;
  const step = classes > WHOLE_CLASSES ? CHUNK_CLASSES : padded;
  const given = regionFeeds(model, regions, count);
  const logits = new Float32Array(count * classes);
  for (let start = 0; start < classes; start += step) {
    const width = Math.min(step, padded - start);
    const part = classifiers.subarray(start * regionSize, (start + width) * regionSize);
    const feeds = { ...given, classifiers: new Tensor("float32", part, [width, regionSize]) };
    const scores = await runSession(session, feeds, "logits", count * width); // [N, width]
    const kept = Math.min(width, classes - start);
    for (let n = 0; n < count; n++) {
      logits.set(scores.subarray(n * width, n * width + kept), n * classes + start);
    }
  }
  return addBias(logits, labels);
}

/** The responses [P, L] of an image's regions to a few labels, given by their vectors [L, W]. */
export async function mapRegions(
  model: ScoreModel,
  open: OpenFile,
  regions: Float32Array, // [rows, R]
  vectors: Float32Array,
  count: number,
): Promise<Float32Array> {
  const { positions, regionSize, labels, mapsFile } = model;
  const classifiers = await makeClassifiers(model, open, vectors, count); // [L, R]
  const feeds = {
    ...regionFeeds(model, regions, 1),
    classifiers: new Tensor("float32", classifiers, [count, regionSize]),
  };
  return addBias(await runSession(await open(mapsFile), feeds, "maps", positions * count), labels);
}

/** What a model's graphs take besides classifiers. */
function regionFeeds({ rows, regionSize, share }: ScoreModel, regions: Float32Array, count: number) {
  const input = { regions: new Tensor("float32", regions, [count, rows, regionSize]) };
  return share === null ? input : { ...input, share: new Tensor("float32", [share], []) };
}

/** The classifiers [C, R] of labels from their vectors [C, W]. */
export async function makeClassifiers(
  { labels, regionSize }: ScoreModel,
  open: OpenFile,
  vectors: Float32Array,
  count: number,
): Promise<Float32Array> {
  if (labels.from === "text") return vectors.map((value) => value * labels.scale);
  const input = new Tensor("float32", vectors, [count, labels.size]);
  const session = await open(labels.classifiers);
  return runSession(session, { vectors: input }, "classifiers", count * regionSize); // [C, R]
}

/** A label's score is a mean of its responses, so what is added to them is added to the score. */
function addBias<T extends Float32Array>(values: T, labels: ScoreModel["labels"]): T {
  const bias = labels.from === "text" ? labels.bias : 0;
  if (bias !== 0) for (let i = 0; i < values.length; i++) values[i]! += bias;
  return values;
}
