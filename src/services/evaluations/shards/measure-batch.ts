import { RegionaryError } from "../../../errors";
import type { ImagesTogether, LoadedModel } from "../../../inference/engine/loaded-model";
import type { VocabularyVectors } from "../../../inference/stages/score-on-lane";
import { rowsOf } from "../../../model/chain";
import type { BenchmarkItemRow } from "../../../storage/benchmarks/benchmark-items";
import type { BenchmarkSetRow } from "../../../storage/benchmarks/benchmark-sets";
import type { Database } from "../../../storage/database/database";
import { readImageBytes } from "../../../storage/images/images";
import { decodeModeOf } from "../../benchmarks/decode-mode";
import { patiently } from "../../work/patiently";
import type { BatchMemory, LendMemory } from "./batch-memory";
import type { FeatureReader } from "./feature-reader";

/** The inputs for measuring an image. */
export type MeasuredItem = Pick<BenchmarkItemRow, "position" | "name" | "imageId" | "orientation">;

/** What a run needs for measuring. */
export interface Measurement {
  readonly db: Database;
  readonly set: BenchmarkSetRow;
  readonly model: LoadedModel;
  readonly vocabulary: VocabularyVectors;
  /** How much the whole picture counts in the scores: every batch is scored with each; null for what the model has. */
  readonly shares: readonly (number | null)[];
  readonly signal: AbortSignal;
  readonly lend: LendMemory;
  readonly reader: FeatureReader;
}

/**
 * The scores [N, C] of a batch of a set's images with each share, encoded together and with no others. The region cache
 * is not used: regions encoded in another batch could differ in the last bits.
 */
export function measureBatch(
  measurement: Measurement,
  items: readonly MeasuredItem[],
): Promise<Float32Array[]> {
  const { model, vocabulary, shares, signal, lend } = measurement;
  const options = { priority: "evaluation", signal } as const;
  return lend(async (memory) => {
    const images = await readImages(measurement, items, memory);
    const { description } = model;
    const length = items.length * rowsOf(description) * description.grid.regionSize;
    const regions = new Uint16Array(memory.regions(2 * length), 0, length); // [N, P, R]
    await patiently(() => model.encodeTogether(images, regions, options), signal);
    const scores: Float32Array[] = [];
    for (const share of shares) {
      scores.push(
        await patiently(() => model.scoreTogether(regions, vocabulary, { ...options, share }), signal),
      );
    }
    return scores;
  });
}

async function decodeItem({ db, set, model, signal }: Measurement, item: MeasuredItem) {
  const { name, imageId } = item;
  const image = imageId && (await readImageBytes(db, imageId));
  if (!image) throw new RegionaryError("NOT_FOUND", `The picture "${name}" of the set was deleted.`);
  const mode = decodeModeOf(set, item);
  return patiently(() => model.decode(image.bytes, { mode, priority: "evaluation", signal }), signal);
}

async function readImages(
  measurement: Measurement,
  items: readonly MeasuredItem[],
  memory: BatchMemory,
): Promise<ImagesTogether> {
  const { set, reader } = measurement;
  if (set.kind === "IMAGES") {
    const pictures = await Promise.all(items.map((item) => decodeItem(measurement, item)));
    return { kind: "pictures", pictures };
  }
  const positions = items.map(({ position }) => position);
  const made = await reader.read(set, positions, memory);
  if (made) return { kind: "values", ...made };
  throw new RegionaryError("NOT_FOUND", `Features of the benchmark set "${set.name}" were deleted.`);
}
