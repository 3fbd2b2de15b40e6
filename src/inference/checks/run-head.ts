import os from "node:os";
import path from "node:path";
import { Tensor } from "onnxruntime-node";
import { regionCount } from "../../model/families/biam/sizes";
import { readHeadDescriptor } from "../../model/packages/head-descriptor";
import { openSessions, releaseSessions } from "../sessions/open-session";
import { runSession } from "../sessions/run-session";

const IMAGES_AT_ONCE = 8;

/** What a head works on, all float32. */
export interface HeadInputs {
  readonly images: number;
  readonly features: Float32Array; // [N, Cf, h, w]
  readonly global: Float32Array; // [N, G]
  readonly labels: number;
  readonly vectors: Float32Array; // [C, W]
}

/**
 * Runs a head package on stored features, without a backbone and with no rounding to float16, and gives the
 * logits [N, C]. On the CPU and on the calling thread, which it blocks: for checks, not for serving. Throws
 * MODEL_NOT_READY where the package cannot be run; `onProgress` hears of images done, and may throw to stop.
 */
export async function runHead(
  directory: string,
  { images, features, global, labels, vectors }: HeadInputs,
  onProgress: (imagesDone: number) => void,
): Promise<Float32Array> {
  const { sizes, ...files } = await readHeadDescriptor(directory);
  const runtime = { provider: "cpu", threads: os.availableParallelism() } as const;
  const inHead = (file: string) => path.join(directory, file);
  const sessions = await openSessions(
    { trunk: inHead(files.trunk), classify: inHead(files.classifiers), score: inHead(files.score) },
    runtime,
  );
  const { trunk, classify, score } = sessions;
  try {
    const given = new Tensor("float32", vectors, [labels, sizes.wordSize]);
    const rows = await runSession(classify, { vectors: given }, "classifiers", labels * sizes.regionSize);
    const classifiers = new Tensor("float32", rows, [labels, sizes.regionSize]); // [C, R]
    const logits = new Float32Array(images * labels);
    for (let start = 0; start < images; start += IMAGES_AT_ONCE) {
      const end = Math.min(start + IMAGES_AT_ONCE, images);
      const count = end - start;
      const part = (all: Float32Array, shape: readonly number[]) => {
        const each = all.length / images;
        return new Tensor("float32", all.subarray(start * each, end * each), [count, ...shape]);
      };
      const feeds = {
        features: part(features, [sizes.featureChannels, sizes.gridHeight, sizes.gridWidth]),
        global: part(global, [sizes.globalSize]),
      };
      const enriched = await runSession(trunk, feeds, "regions", null);
      const regions = new Tensor("float32", enriched, [count, regionCount(sizes), sizes.regionSize]);
      const scores = await runSession(score, { regions, classifiers }, "logits", count * labels);
      logits.set(scores, start * labels);
      onProgress(end);
    }
    return logits;
  } finally {
    await releaseSessions(sessions);
  }
}
