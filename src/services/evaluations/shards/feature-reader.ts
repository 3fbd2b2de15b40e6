import path from "node:path";
import type { FeatureBatch, SharedNumbers } from "../../../inference/lane-tasks";
import type { LoadedModel } from "../../../inference/open-model";
import type { BenchmarkSetRow } from "../../../storage/benchmarks/benchmark-sets";
import { createLane } from "../../../threads/lane";
import type { BatchMemory } from "./batch-memory";
import type { FeatureReaderTasks } from "./feature-reader-tasks";

const WORKER = path.join(__dirname, "feature-reader-worker");

/**
 * Reads stored features on a thread of its own: what the driver needs for them is megabytes a batch, and to
 * collect that garbage costs far less beside a small heap than beside the API's.
 */
export interface FeatureReader {
  /** The features of a set's items, for a model that they fit; null where not all are there. */
  read(
    set: BenchmarkSetRow,
    positions: readonly number[],
    model: LoadedModel,
    memory: BatchMemory,
  ): Promise<FeatureBatch | null>;
  /** Ends the thread as a crash would, for drills: what is being read is read again on another. */
  endThread(): Promise<void>;
  /** Gives back the thread's memory unless it is reading; the next read starts another. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export function createFeatureReader(url: string, log?: (line: string) => void): FeatureReader {
  const lane = createLane<FeatureReaderTasks>("feature reader", WORKER, log);
  return {
    async read(set, positions, { sizes }, memory) {
      const count = positions.length;
      const hasGlobal = set.featureShape?.globalSize !== null;
      const featureSize = sizes.featureChannels * sizes.gridHeight * sizes.gridWidth;
      const numbers = (part: (bytes: number) => SharedArrayBuffer, length: number): SharedNumbers =>
        set.featureType === "FLOAT16"
          ? new Uint16Array(part(2 * length), 0, length)
          : new Float32Array(part(4 * length), 0, length);
      const features = numbers(memory.features, count * featureSize); // [N, Cf, h, w]
      const global = numbers(memory.global, hasGlobal ? count * sizes.globalSize : 0); // [N, G]
      const value = { url, setId: set.id, positions, features: bytesOf(features), global: bytesOf(global) };
      const read = await lane.call("read", () => ({ value, transfer: [] }));
      if ("failure" in read) throw Object.assign(new Error(read.failure.message), read.failure);
      return read.found === count ? { count, features, global: hasGlobal ? global : null } : null;
    },
    endThread: () => lane.endThread(),
    rest: async () => {
      if (lane.stats().state === "idle") await lane.endThread();
    },
    close: () => lane.close(),
  };
}

function bytesOf({ buffer, byteLength }: SharedNumbers): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(buffer, 0, byteLength);
}
