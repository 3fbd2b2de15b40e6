import os from "node:os";
import path from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { type ModelSizes, regionCount } from "../../model/families/biam/sizes";
import { type BackboneDescriptor, readBackboneDescriptor } from "../../model/packages/backbone-descriptor";
import { readHeadDescriptor } from "../../model/packages/head-descriptor";
import { cosine } from "../../tensor/cosine";
import { topK } from "../../tensor/top-k";
import type { VocabularyVectors } from "../score/score-on-lane";
import { openSessions, releaseSessions } from "../sessions/open-session";
import { runSession } from "../sessions/run-session";

const TOP_LABELS = 5;

/** What two backbones with the same tail and head make of one picture. */
export interface PictureComparison {
  /** Of the feature maps, and of the enriched regions e_f. */
  readonly featuresCosine: number;
  readonly regionsCosine: number;
  /** The share of the first backbone's 5 best labels (all, if fewer) among the second's; null without a vocabulary. */
  readonly topLabelsKept: number | null;
  readonly firstLabelKept: boolean | null;
  /** How long each body took for this picture alone, in the same second. */
  readonly bodyMs: readonly [first: number, second: number];
}

/** A head's sessions, and what they are to score. */
interface Head {
  readonly sizes: ModelSizes;
  readonly sessions: Record<"trunk" | "classifiers" | "score", InferenceSession>;
  readonly classifiers: Tensor | null; // [C, R]
}

/**
 * Runs two backbones that differ in their bodies alone, picture by picture, through one head in float32. On the
 * CPU and on the calling thread, which it blocks. Throws MODEL_NOT_READY where a package cannot be run.
 */
export async function* compareBackbones(
  backboneDirectories: readonly [first: string, second: string],
  headDirectory: string,
  vocabulary: VocabularyVectors | null,
  images: AsyncIterable<Float32Array>, // each [3, height, width]
): AsyncGenerator<PictureComparison> {
  const runtime = { provider: "cpu", threads: os.availableParallelism() } as const;
  const [firstDirectory, secondDirectory] = backboneDirectories;
  const first = await readBackboneDescriptor(firstDirectory);
  const second = await readBackboneDescriptor(secondDirectory);
  const { sizes, ...files } = await readHeadDescriptor(headDirectory);
  const inHead = (file: string) => path.join(headDirectory, file);
  const sessions = await openSessions(
    {
      first: path.join(firstDirectory, first.body.file),
      second: path.join(secondDirectory, second.body.file),
      tail: path.join(firstDirectory, first.tail.file),
      trunk: inHead(files.trunk),
      classifiers: inHead(files.classifiers),
      score: inHead(files.score),
    },
    runtime,
  );
  try {
    const classifiers = vocabulary && (await classify(sessions.classifiers, vocabulary, sizes));
    const head = { sizes, sessions, classifiers };
    let isWarm = false;
    for await (const image of images) {
      if (!isWarm) {
        await runBody(sessions.first, first, image);
        await runBody(sessions.second, second, image);
      }
      isWarm = true;
      const a = await runBody(sessions.first, first, image);
      const b = await runBody(sessions.second, second, image);
      const through = await runRest(sessions.tail, first, head, [a.features, b.features]);
      yield {
        featuresCosine: cosine(a.features, b.features),
        ...through,
        bodyMs: [a.elapsedMs, b.elapsedMs],
      };
    }
  } finally {
    await releaseSessions(sessions);
  }
}

async function runBody(
  session: InferenceSession,
  { input, body, features }: BackboneDescriptor,
  image: Float32Array,
): Promise<{ features: Float32Array; elapsedMs: number }> {
  const feeds = { [body.input]: new Tensor("float32", image, [1, 3, input.height, input.width]) };
  const size = features.channels * features.height * features.width;
  const start = performance.now();
  const values = await runSession(session, feeds, body.output, size);
  return { features: values, elapsedMs: performance.now() - start };
}

/** Both feature maps through tail, trunk and score as one batch of two. */
async function runRest(
  tail: InferenceSession,
  { tail: names, features, global }: BackboneDescriptor,
  { sizes, sessions, classifiers }: Head,
  [a, b]: readonly [Float32Array, Float32Array],
) {
  const both = new Float32Array(2 * a.length);
  both.set(a);
  both.set(b, a.length);
  const maps = new Tensor("float32", both, [2, features.channels, features.height, features.width]);
  const vectors = await runSession(tail, { [names.input]: maps }, names.output, 2 * global.size);
  const feeds = { features: maps, global: new Tensor("float32", vectors, [2, global.size]) };
  const values = await runSession(sessions.trunk, feeds, "regions", null); // [2, P, R]
  const regionsCosine = cosine(...halves(values));
  if (!classifiers) return { regionsCosine, topLabelsKept: null, firstLabelKept: null };
  const regions = new Tensor("float32", values, [2, regionCount(sizes), sizes.regionSize]);
  const logits = await runSession(sessions.score, { regions, classifiers }, "logits", null); // [2, C]
  const [before, after] = halves(logits).map((scores) => topK(scores, TOP_LABELS)) as [number[], number[]];
  return {
    regionsCosine,
    topLabelsKept: before.filter((label) => after.includes(label)).length / before.length,
    firstLabelKept: before[0] === after[0],
  };
}

async function classify(
  session: InferenceSession,
  { vectors, count }: VocabularyVectors,
  sizes: ModelSizes,
): Promise<Tensor> {
  const input = new Tensor("float32", vectors, [count, sizes.wordSize]);
  const rows = await runSession(session, { vectors: input }, "classifiers", count * sizes.regionSize);
  return new Tensor("float32", rows, [count, sizes.regionSize]);
}

function halves(values: Float32Array): [Float32Array, Float32Array] {
  return [values.subarray(0, values.length / 2), values.subarray(values.length / 2)];
}
