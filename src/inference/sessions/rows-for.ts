import { bucketFor } from "../batch-bucket";
import type { LaneEncodeModel } from "../lane-tasks";

/**
 * How many rows a batch is computed with, the last of them zeros. On a GPU those of a few sizes that it
 * knows; a batch of another host's choosing may be larger than all of them, and is computed as it is. On the
 * CPU a single row goes with another: ONNX Runtime multiplies one row by another routine than several, with
 * other roundings, and an image's regions shall not depend on whether it came alone.
 */
export function rowsFor(
  { runtime, maxBatch }: Pick<LaneEncodeModel, "runtime" | "maxBatch">,
  count: number,
): number {
  return runtime.provider === "cpu" ? Math.max(2, count) : bucketFor(count, Math.max(count, maxBatch));
}
