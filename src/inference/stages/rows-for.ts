import type { Stage } from "../../model/description";
import { bucketFor } from "../sessions/batch-bucket";
import type { Runtime } from "../sessions/open-session";

/** How a batch goes through a stage: how many rows in all, padded with zeros, and how many at a time. */
interface StageRows {
  readonly rows: number;
  readonly step: number;
}

/**
 * On a GPU in one run, padded to one of a few known sizes; a batch chosen by another host may be larger than
 * all of them, and is computed as it is. On the CPU images go through what is bound by compute `maxBatch` at
 * a time, as many as are worth it: more need more memory, and between two runs the thread can be told to stop. There a single row in a memory-bound
 * stage is paired with a row of zeros: ONNX Runtime multiplies a single row with a different routine than
 * several rows, with other roundings, and an image's regions must not depend on its batch.
 */
export function rowsFor(
  { bound }: Pick<Stage, "bound">,
  { provider }: Runtime,
  maxBatch: number,
  count: number,
): StageRows {
  if (provider !== "cpu") {
    const rows = bucketFor(count, Math.max(count, maxBatch));
    return { rows, step: rows };
  }
  if (bound === "compute") return { rows: count, step: Math.min(count, maxBatch) };
  const rows = Math.max(2, count);
  return { rows, step: rows };
}

/**
 * The batch size that a stage's session is kept for; undefined for any. On CUDA a convolution makes its plan anew whenever
 * the shape is another than the last time, however often it has seen it, in 0.1 to 1 s for VGG19 (ONNX Runtime since
 * 1.20, issue 23006): so there convolutions, which bind a stage by compute, have a session for each size.
 */
export function rowsOfSession(
  { bound }: Pick<Stage, "bound">,
  { runtime, maxBatch }: { readonly runtime: Runtime; readonly maxBatch: number },
  rows: number,
): number | undefined {
  // Sizes that another host chose could be any number.
  return runtime.provider === "cuda" && bound === "compute" && rows <= maxBatch ? rows : undefined;
}
