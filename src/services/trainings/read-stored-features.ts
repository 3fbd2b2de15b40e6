import { RegionaryError } from "../../errors";
import { readBenchmarkFeatures } from "../../storage/benchmarks/benchmark-features";
import type { BenchmarkSetRow } from "../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../storage/database/database";
import { fromFloat16 } from "../../tensor/float16";
import type { TaughtItem } from "./training-labels";

/** The features that a set has of some items, in the given order; items may be repeated. */
export async function readStoredFeatures(
  db: Database,
  { id, name, featureType }: BenchmarkSetRow,
  items: readonly TaughtItem[],
): Promise<{ features: Float32Array; global: Float32Array }[]> {
  const toFloats = (bytes: Uint8Array<ArrayBuffer>) =>
    featureType === "FLOAT16" ? fromFloat16(new Uint16Array(bytes.buffer)) : new Float32Array(bytes.buffer);
  const positions = [...new Set(items.map(({ position }) => position))];
  const found = new Map(
    (await readBenchmarkFeatures(db, id, positions)).map(({ position, features, global }) => [
      position,
      { features: toFloats(features), global: toFloats(global) },
    ]),
  );
  return items.map(({ position }) => {
    const item = found.get(position);
    if (item) return item;
    throw new RegionaryError("NOT_FOUND", `The set "${name}" has no features of its image ${position}.`);
  });
}
