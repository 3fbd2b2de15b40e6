import { settleAll } from "../../../batcher/settle-all";
import type { Turns } from "../../../batcher/turns";
import type { SparseLabels } from "../../../evaluation/scores/labels";
import type { EvaluationPlan } from "../../../evaluation/scores/plan";
import { listBenchmarkItems } from "../../../storage/benchmarks/benchmark-items";
import { type EvaluationRunRow } from "../../../storage/evaluations/evaluation-runs";
import { recordEvaluationShard } from "../../../storage/evaluations/evaluation-shards";
import { itemLabels } from "../runs/set-labels";
import { type MeasuredItem, type Measurement, measureBatch } from "./measure-batch";
import { makeShard } from "./shard";
import { shardToBytes } from "./shard-bytes";

/** The most shards of one run in progress: while one is recorded, the lanes work on another. */
const SHARDS_AT_ONCE = 2;

interface ShardWork extends Measurement {
  readonly run: EvaluationRunRow;
  readonly plan: EvaluationPlan;
  /** Shared by all runs, so that they alternate batch by batch. */
  readonly inTurn: Turns;
}

/** Measures shards and records each; stops early when the run is no longer running. Throws what made a shard fail. */
export async function measureShards(work: ShardWork, positions: readonly number[]): Promise<void> {
  const { run, signal } = work;
  const waiting = [...positions];
  const startedAt = performance.now();
  let images = 0;
  let runs = true;
  const worker = async () => {
    // Reused from shard to shard: it takes megabytes, and many would wait to be collected.
    const scores = new Float32Array(run.shardImages * work.vocabulary.count);
    for (;;) {
      const position = waiting.shift();
      if (position === undefined || !runs) return;
      signal.throwIfAborted();
      const shard = await measureShard(work, position, scores);
      images += shard.images;
      const imagesPerSecond = (1_000 * images) / (performance.now() - startedAt);
      runs = (await recordEvaluationShard(work.db, run.id, { position, ...shard, imagesPerSecond })) && runs;
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
export function shardImagesAt({ total, shardImages }: EvaluationRunRow, position: number): number {
  return Math.min(shardImages, total - position * shardImages);
}

async function measureShard(
  { run, plan, inTurn, ...measurement }: ShardWork,
  position: number,
  memory: Float32Array, // [shardImages, C]
): Promise<{ images: number; blobHash: string }> {
  const { vocabulary } = measurement;
  const { items, labels } = await readItems(measurement, run, position);
  const size = run.batchImages;
  if (!size) throw new Error(`The evaluation run ${run.id} has begun without choosing its batches.`);
  const scores = memory.subarray(0, items.length * vocabulary.count); // [N, C]
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, batch) => batch * size);
  await settleAll(
    starts.map((start) =>
      inTurn(
        async () => {
          measurement.signal.throwIfAborted();
          scores.set(
            await measureBatch(measurement, items.slice(start, start + size)),
            start * vocabulary.count,
          );
        },
        { priority: "evaluation" },
      ),
    ),
  );
  const shard = makeShard(plan, scores, labels);
  const { hash: blobHash } = await measurement.db.blobs.put([shardToBytes(shard)]);
  return { images: items.length, blobHash };
}

/** A shard's images with only what measuring needs: rows that live this long are collected late. */
async function readItems(
  { db, set }: Measurement,
  run: EvaluationRunRow,
  position: number,
): Promise<{ items: readonly MeasuredItem[]; labels: SparseLabels }> {
  const page = { first: shardImagesAt(run, position), after: position * run.shardImages - 1 };
  const { rows } = await listBenchmarkItems(db, set.id, page);
  return {
    items: rows.map(({ position: at, name, imageId }) => ({ position: at, name, imageId })),
    labels: itemLabels(rows, set.unlisted),
  };
}
