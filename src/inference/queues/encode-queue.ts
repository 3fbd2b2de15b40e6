import { type Batcher, createBatcher } from "../../batcher/batcher";
import type { EncodeLanes } from "../stages/encode-lanes";
import { type EncodeItem, encodeBatch, isOfValues, layoutOf, picturesOf } from "./encode-batch";
import type { EncodeLimits } from "./encode-limits";
import { MAX_QUEUED } from "./one-by-one";

/** The regions of an item's images. */
export type EncodeQueue = Batcher<EncodeItem, Uint16Array>;

/**
 * Puts a queue in front of the encode lanes. `onEncoded` is told how many pictures were encoded from pixels.
 */
export function createEncodeQueue(
  lanes: EncodeLanes,
  limits: EncodeLimits,
  sizes: { readonly maxBatch: number; readonly lanes: number },
  onEncoded: (pictures: number) => void,
): EncodeQueue {
  return createBatcher({
    name: "encode",
    ...sizes,
    maxQueued: MAX_QUEUED,
    groupOf: (item) => `${item.model.key}${isOfValues(item) ? "\nvalues" : ""}`,
    limitsOf: (item) => ({ ...limits.of(item.model.key), lanes: layoutOf(item).lanes }),
    onFailure: "split",
    runBatch: async (items, lane) => {
      try {
        const results = await encodeBatch(lanes, lane, items);
        onEncoded(items.reduce((sum, item) => sum + picturesOf(item), 0));
        return results;
      } catch (error) {
        const [first] = items;
        // The caller chose how many images are together.
        if (first?.kind === "picture" && isOutOfMemory(error)) limits.lower(first.model.key, items.length);
        throw error;
      }
    },
  });
}

/** In the words of ONNX Runtime and CUDA; there is no code to recognize it by. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /out of memory|failed to allocate|bad allocation/i.test(error.message);
}
