import { RegionaryError } from "../../errors";
import type { FeatureBatch, LoadedModel, VocabularyVectors } from "../../inference/engine";
import { type BenchmarkItemRow, readBenchmarkFeatures } from "../../storage/benchmark-items";
import type { BenchmarkSetRow } from "../../storage/benchmark-sets";
import type { Database } from "../../storage/database";
import { readImageBytes } from "../../storage/images";
import { patiently } from "../patiently";

/** What a run measures with. */
export interface Measurement {
  readonly db: Database;
  readonly set: BenchmarkSetRow;
  readonly model: LoadedModel;
  readonly vocabulary: VocabularyVectors;
  readonly signal: AbortSignal;
}

/**
 * The scores [N, C] of a batch of a set's images, encoded together and with no others. The region cache takes
 * no part: what was encoded in other company could differ in the last bits.
 */
export async function measureBatch(
  measurement: Measurement,
  items: readonly BenchmarkItemRow[],
): Promise<Float32Array> {
  const { model, vocabulary, set, signal } = measurement;
  const options = { priority: "evaluation", signal } as const;
  const batch =
    set.kind === "FEATURES"
      ? { made: await readFeatures(measurement, items) }
      : { pictures: await Promise.all(items.map((item) => decodeItem(measurement, item))) };
  const regions = await patiently(() => model.encodeTogether(batch, options), signal);
  const logits = await Promise.all(
    regions.map((one) => patiently(() => model.score(one, vocabulary, options), signal)),
  );
  const scores = new Float32Array(items.length * vocabulary.count);
  for (const [image, row] of logits.entries()) scores.set(row, image * vocabulary.count);
  return scores;
}

async function decodeItem({ db, set, model, signal }: Measurement, { name, imageId }: BenchmarkItemRow) {
  const image = imageId && (await readImageBytes(db, imageId));
  if (!image) throw new RegionaryError("NOT_FOUND", `The picture "${name}" of the set is gone.`);
  // A benchmark that others publish figures of is read as they read it; people's own pictures as people see them.
  const mode = set.format === "stored-images" ? "photo" : "benchmark";
  return patiently(() => model.decode(image.bytes, { mode, priority: "evaluation", signal }), signal);
}

async function readFeatures(
  { db, set }: Measurement,
  items: readonly BenchmarkItemRow[],
): Promise<FeatureBatch> {
  const rows = await readBenchmarkFeatures(
    db,
    set.id,
    items.map(({ position }) => position),
  );
  if (rows.length !== items.length) {
    throw new RegionaryError("NOT_FOUND", `Features of the benchmark set "${set.name}" are gone.`);
  }
  const Numbers = set.featureType === "FLOAT16" ? Uint16Array : Float32Array;
  const hasGlobal = rows.every(({ global }) => global.length > 0);
  return {
    features: rows.map(({ features }) => new Numbers(features.buffer)),
    global: hasGlobal ? rows.map(({ global }) => new Numbers(global.buffer)) : null,
  };
}
