import { type Batcher, createBatcher } from "../../batcher/batcher";
import { holdForMore } from "../../batcher/hold-for-more";
import { type BatchLimits, PRIORITIES } from "../../batcher/policy";
import { createSharedMemory } from "../../threads/shared-memory";
import type { EncodeLanes } from "../stages/encode-lanes";
import { type EncodeLayout, valuesLayout } from "../stages/encode-layout";
import { allThreads, type EncodeModel, segmentOn } from "../stages/encode-model";
import type { Segment } from "../stages/segments";
import { MAX_MEMORY_BATCH } from "../timing/segment-timing";
import { type EncodedImages, type EncodedValues, encodeBatch } from "./encode-batch";
import type { EncodeLimits } from "./encode-limits";
import { MAX_QUEUED } from "./one-by-one";

/** Images for a segment of a model. */
interface EncodeItem extends EncodedImages {
  readonly model: EncodeModel;
  readonly segment: Segment;
}

type EncodeQueue = Batcher<EncodeItem, EncodedValues>;

/** The queues for the encode lanes. */
export interface EncodeQueues {
  readonly encode: EncodeQueue;
  /** For the lane of segments that are bound by memory. */
  readonly encodeMemory: EncodeQueue;
}

/** While so many full batches wait or run on the lane of segments bound by memory, no picture for them is begun. */
const BATCHES_AHEAD = 2;

/**
 * Puts a queue in front of the encode lanes, and one in front of the lane of segments bound by memory, which waits for
 * more where that is worth it. `onEncoded` is told how many pictures were encoded from pixels.
 */
export function createEncodeQueues(
  lanes: EncodeLanes,
  limits: EncodeLimits,
  sizes: { readonly maxBatch: number; readonly lanes: number },
  onEncoded: (pictures: number) => void,
): EncodeQueues {
  const between = createSharedMemory(2 * MAX_MEMORY_BATCH);
  const limitsOf = ({ model, segment }: EncodeItem) => limits.of(model.key, segment.place);
  const queueOver = (
    name: string,
    own: { maxBatch: number; lanes: number; limitsOf: (item: EncodeItem) => BatchLimits },
    run: (items: readonly EncodeItem[], lane: number, isWide: boolean) => Promise<(EncodedValues | Error)[]>,
  ): EncodeQueue =>
    createBatcher({
      name,
      ...own,
      maxQueued: MAX_QUEUED,
      groupOf,
      onFailure: "split",
      runBatch: async (items, lane, isWide) => {
        try {
          const results = await run(items, lane, isWide);
          onEncoded(items.reduce((sum, item) => sum + picturesOf(item), 0));
          return results;
        } catch (error) {
          const { model, segment, alone } = items[0]!;
          // The caller chose how many images are together.
          if (!alone && isOutOfMemory(error)) limits.lower(model.key, segment.place, items.length);
          throw error;
        }
      },
    });

  const encode = queueOver(
    "encode",
    { ...sizes, limitsOf: computeLimits },
    ([first, ...others], lane, isWide) => {
      const { model, segment } = first!;
      const layout = layoutOf(first!);
      const threads = isWide ? allThreads(layout) : layout.threads;
      const maxBatch = "image" in first!.values ? limitsOf(first!).cap : first!.count;
      const part = segmentOn(model, segment, { lane, threads, maxBatch });
      return encodeBatch(lanes.at(lane), part, [first!, ...others], segment, between);
    },
  );

  const encodeMemory = queueOver(
    "encode memory",
    { maxBatch: MAX_MEMORY_BATCH, lanes: 1, limitsOf: memoryLimits },
    async (items) => {
      const { model, segment } = items[0]!;
      const threads = model.layout.memoryThreads ?? 1;
      const part = segmentOn(model, segment, { lane: 0, threads, maxBatch: 1 });
      const results = await encodeBatch(lanes.memory(), part, items, segment, between).finally(
        () => setImmediate(() => encode.look()), // pictures may have been held back for what waits here
      );
      for (const { values } of items)
        for (const numbers of Object.values(values).flat()) between.giveBack(numbers.buffer);
      return results;
    },
  );

  function computeLimits(item: EncodeItem): BatchLimits {
    const { segment } = item;
    const own = limitsOf(item);
    const isFollowed = !segment.gives.includes("regions");
    return { ...own, lanes: isFollowed && isFull(item) ? 0 : layoutOf(item).lanes };
  }

  /** Whether the next segment has so much to do that no more should be begun for it. */
  function isFull({ model, segment }: EncodeItem): boolean {
    const next = segment.place + 1;
    const ahead = encodeMemory.count(groupOfPlace(model, next), "evaluation");
    return ahead >= BATCHES_AHEAD * limits.of(model.key, next).cap;
  }

  function memoryLimits(item: EncodeItem): BatchLimits {
    const { model, segment } = item;
    const own = limitsOf(item);
    const before = segment.place - 1;
    return {
      ...own,
      holdMs: (waiting, now) => {
        const urgency = Math.min(...waiting.map(({ priority }) => PRIORITIES.indexOf(priority)));
        const { lanes, threads, memoryThreads } = model.layout;
        // What is more patient than those who wait is no reason to let them wait.
        const beforeThem = encode.count(groupOfPlace(model, before), PRIORITIES[urgency]!);
        const coming = {
          items: Math.max(0, beforeThem - lanes),
          intervalMs: limits.intervalMs(model.key, before),
          share: (memoryThreads ?? 1) / (lanes * threads),
        };
        return holdForMore(waiting, now, own, coming);
      },
    };
  }

  return { encode, encodeMemory };
}

/** How many lanes such work runs on, and the threads of each. */
function layoutOf({ model, values }: EncodeItem): EncodeLayout {
  return "image" in values ? model.layout : valuesLayout(model.layout, model.provider);
}

function groupOf({ model, segment, values }: EncodeItem): string {
  const isOfSet = segment.bound === "compute" && !("image" in values); // on lanes of other threads
  return `${groupOfPlace(model, segment.place)}${isOfSet ? "\nvalues" : ""}`;
}

function groupOfPlace({ key }: EncodeModel, place: number): string {
  return `${key}\n${place}`;
}

/** How many pictures an item has. */
function picturesOf({ count, values }: EncodeItem): number {
  return "image" in values ? count : 0;
}

/** In the words of ONNX Runtime and CUDA; there is no code to recognize it by. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /out of memory|failed to allocate|bad allocation/i.test(error.message);
}
