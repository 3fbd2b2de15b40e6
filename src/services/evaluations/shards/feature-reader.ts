import path from "node:path";
import type { ChainInput, SharedNumbers } from "../../../inference/stages/chain-input";
import type { BenchmarkSetRow } from "../../../storage/benchmarks/benchmark-sets";
import { createLane } from "../../../threads/lane";
import type { BatchMemory } from "./batch-memory";
import type { FeatureReaderTasks } from "./feature-reader-tasks";

const WORKER = path.join(__dirname, "feature-reader-worker");

/**
 * Reads stored features on a thread of its own: the driver allocates megabytes for each batch, and
 * collecting that garbage costs far less in a small heap than in the API's.
 */
export interface FeatureReader {
  /** The features of a set's items, by the names of a model's values; null where not all are there. */
  read(set: BenchmarkSetRow, positions: readonly number[], memory: BatchMemory): Promise<ChainInput | null>;
  /** Frees the thread's memory unless it is reading; the next read starts another thread. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export function createFeatureReader(url: string, log?: (line: string) => void): FeatureReader {
  const lane = createLane<FeatureReaderTasks>("feature reader", WORKER, log);
  return {
    async read({ id: setId, name, featureShape, featureType }, positions, memory) {
      const count = positions.length;
      if (!featureShape) throw new Error(`The set of features "${name}" is stored without their shape.`);
      const { channels, height, width, globalSize } = featureShape;
      const numbers = (part: (bytes: number) => SharedArrayBuffer, length: number): SharedNumbers =>
        featureType === "FLOAT16"
          ? new Uint16Array(part(2 * length), 0, length)
          : new Float32Array(part(4 * length), 0, length);
      const features = numbers(memory.features, count * channels * height * width); // [N, Cf, h, w]
      const global = numbers(memory.global, count * (globalSize ?? 0)); // [N, G]
      const value = { url, setId, positions, features: bytesOf(features), global: bytesOf(global) };
      const read = await lane.call("read", () => ({ value, transfer: [] }));
      if ("failure" in read) throw Object.assign(new Error(read.failure.message), read.failure);
      if (read.found !== count) return null;
      return { count, values: { features, ...(globalSize !== null && { global }) } };
    },
    rest: lane.rest,
    close: lane.close,
  };
}

function bytesOf({ buffer, byteLength }: SharedNumbers): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(buffer, 0, byteLength);
}
