import { settleAll } from "../../../batcher/settle-all";
import type { Turns } from "../../../batcher/turns";
import type { SparseLabels } from "../../../evaluation/scores/labels";
import type { EvaluationPlan } from "../../../evaluation/scores/plan";
import { listBenchmarkItems } from "../../../storage/benchmarks/benchmark-items";
import { itemLabels } from "../runs/set-labels";
import { type MeasuredItem, type Measurement, measureBatch } from "./measure-batch";
import { makeShard } from "./shard";
import { shardToBytes } from "./shard-bytes";

/** The most shards of one run in progress: while one is recorded, the lanes work on another. */
const SHARDS_AT_ONCE = 2;

/** How a set's images are divided into shards, and these into batches. */
interface Division {
  readonly total: number;
  readonly shardImages: number;
  readonly batchImages: number;
}

interface ShardWork extends Measurement {
  readonly division: Division;
  readonly plan: EvaluationPlan;
  /** Shared by all runs, so that they alternate batch by batch. */
  readonly inTurn: Turns;
}

interface MeasuredShard {
  readonly position: number;
  readonly images: number;
  /** The stored scores, with each share. */
  readonly blobHashes: readonly string[];
  /** Of the work so far. */
  readonly imagesPerSecond: number;
}

/** Measures shards and has each recorded; stops early when that answers false. Throws what made a shard fail. */
export async function measureShards(
  work: ShardWork,
  positions: readonly number[],
  record: (shard: MeasuredShard) => Promise<boolean>,
): Promise<void> {
  const { division, signal, shares } = work;
  const waiting = [...positions];
  const startedAt = performance.now();
  let images = 0;
  let runs = true;
  const worker = async () => {
    // Reused from shard to shard: it takes megabytes, and many would wait to be collected.
    const size = division.shardImages * work.vocabulary.count;
    const scores = shares.map(() => new Float32Array(size));
    for (;;) {
      const position = waiting.shift();
      if (position === undefined || !runs) return;
      signal.throwIfAborted();
      const shard = await measureShard(work, position, scores);
      images += shard.images;
      const imagesPerSecond = (1_000 * images) / (performance.now() - startedAt);
      runs = (await record({ position, ...shard, imagesPerSecond })) && runs;
    }
  };
  const workers = Array.from({ length: SHARDS_AT_ONCE }, () =>
    worker().catch((error: unknown) => {
      runs = false;
      throw error;
    }),
  );
  // Wait for all, so that nothing of this run is still in progress when it is tried again.
  await settleAll(workers);
}

/** How many images a shard has. */
export function shardImagesAt(
  { total, shardImages }: Pick<Division, "total" | "shardImages">,
  position: number,
): number {
  return Math.min(shardImages, total - position * shardImages);
}

async function measureShard(
  { division, plan, inTurn, ...measurement }: ShardWork,
  position: number,
  memory: readonly Float32Array[], // each [shardImages, C]
): Promise<{ images: number; blobHashes: string[] }> {
  const { vocabulary } = measurement;
  const { items, labels } = await readItems(measurement, division, position);
  const size = division.batchImages;
  const scores = memory.map((part) => part.subarray(0, items.length * vocabulary.count)); // each [N, C]
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, batch) => batch * size);
  await settleAll(
    starts.map((start) =>
      inTurn(
        async () => {
          measurement.signal.throwIfAborted();
          const measured = await measureBatch(measurement, items.slice(start, start + size));
          for (const [i, part] of measured.entries()) scores[i]!.set(part, start * vocabulary.count);
        },
        { priority: "evaluation" },
      ),
    ),
  );
  const blobHashes: string[] = [];
  for (const part of scores) {
    const { hash } = await measurement.db.blobs.put([shardToBytes(makeShard(plan, part, labels))]);
    blobHashes.push(hash);
  }
  return { images: items.length, blobHashes };
}

/** A shard's images with only what measuring needs: rows that live this long are collected late. */
async function readItems(
  { db, set }: Measurement,
  division: Division,
  position: number,
): Promise<{ items: readonly MeasuredItem[]; labels: SparseLabels }> {
  const page = { first: shardImagesAt(division, position), after: position * division.shardImages - 1 };
  const { rows } = await listBenchmarkItems(db, set.id, page);
  return {
    items: rows.map(({ position: at, name, imageId, orientation }) => ({
      ...{ position: at, name, imageId, orientation },
    })),
    labels: itemLabels(rows, set.unlisted),
  };
}
