import type { Stage } from "../../model/description";
import { bucketFor } from "../sessions/batch-bucket";
import type { Runtime } from "../sessions/open-session";

/** How a batch goes through a stage: so many rows in all, the last of them zeros, and so many at a time. */
interface StageRows {
  readonly rows: number;
  readonly step: number;
}

/**
 * On a GPU in one run, with rows of a few sizes that it knows; a batch of another host's choosing may be larger than
 * all of them, and is computed as it is. On the CPU pictures go one by one: a batch of them is not faster, needs more
 * memory, and between two the thread can hear a stop. There a single row that is bound by memory goes with
 * another: ONNX Runtime multiplies one row by another routine than several, with other roundings, and an image's
 * regions must not depend on its batch.
 */
export function rowsFor(
  { takes, bound }: Pick<Stage, "takes" | "bound">,
  { provider }: Runtime,
  maxBatch: number,
  count: number,
): StageRows {
  if (provider !== "cpu") {
    const rows = bucketFor(count, Math.max(count, maxBatch));
    return { rows, step: rows };
  }
  if (takes.some(({ name }) => name === "image")) return { rows: count, step: 1 };
  const rows = bound === "memory" ? Math.max(2, count) : count;
  return { rows, step: rows };
}
