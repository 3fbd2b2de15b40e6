import { readBlob } from "../../../src/blobs/read-blob";
import type { RunReport } from "../../../src/evaluation/report/run-report";
import type { ProtocolName } from "../../../src/evaluation/scores/protocols";
import { importBenchmarkSet } from "../../../src/services/benchmarks/import-benchmark-set";
import type { ImportSource } from "../../../src/services/benchmarks/import-source";
import type { ServiceContext } from "../../../src/services/context";
import { executeEvaluationRun } from "../../../src/services/evaluations/runs/execute-run";
import { planRun } from "../../../src/services/evaluations/runs/plan-run";
import { prepareEvaluation } from "../../../src/services/evaluations/runs/run-evaluation";
import { itemLabels } from "../../../src/services/evaluations/runs/set-labels";
import { makeShard } from "../../../src/services/evaluations/shards/shard";
import { shardToBytes } from "../../../src/services/evaluations/shards/shard-bytes";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import { listBenchmarkItems } from "../../../src/storage/benchmarks/benchmark-items";
import type { BenchmarkSetRow } from "../../../src/storage/benchmarks/benchmark-sets";
import {
  parseEvaluationReport,
  readEvaluationReport,
} from "../../../src/storage/evaluations/evaluation-reports";
import { type EvaluationRunRow, evaluationRuns } from "../../../src/storage/evaluations/evaluation-runs";
import {
  listEvaluationShards,
  recordEvaluationShard,
} from "../../../src/storage/evaluations/evaluation-shards";
import { randomTensor } from "../graph/random-tensors";
import { tinySizes } from "../models/tiny-model";
import { beginEvaluation } from "./stored-evaluations";

/** The labels of one image, by position. */
export interface ImageLabels {
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly unknown: readonly number[];
}

interface ProtocolSet {
  readonly name: string;
  readonly protocol: "nus-wide" | "open-images";
  /** Of the first columns; the others are unseen. */
  readonly seen: number;
  readonly unseen: number;
  readonly unlisted: "ABSENT" | "UNKNOWN";
  readonly images: readonly ImageLabels[];
}

/** Stores a set of random features for the tiny model, with a vocabulary of as many labels as its protocol has. */
export async function storeProtocolSet(
  { db }: Pick<ServiceContext, "db">,
  { seen, unseen, images, ...set }: ProtocolSet,
): Promise<BenchmarkSetRow> {
  const labels = Array.from({ length: seen + unseen }, (_, position) => {
    const training = position < seen ? ("SEEN" as const) : ("UNSEEN" as const);
    return { label: `label ${position}`, training };
  });
  const { featureChannels: channels, gridHeight: height, gridWidth: width, globalSize, wordSize } = tinySizes;
  const { data } = randomTensor([labels.length, wordSize], 7);
  const vectorOf = (position: number) => [...data.subarray(position * wordSize, (position + 1) * wordSize)];
  const { vocabulary } = await createVocabulary(db, {
    name: `${seen} and ${unseen}`,
    labels: labels.map((label, position) => ({ ...label, vector: vectorOf(position) })),
    space: "tiny",
  });
  const source: ImportSource = {
    ...{ format: "hdf5-features", kind: "FEATURES", protocol: set.protocol, unlisted: set.unlisted },
    labels: labels.map(({ label, training }) => ({ key: label, name: label, training })),
    count: images.length,
    featureShape: { channels, height, width, globalSize },
    async *items(from) {
      for (const [n, item] of images.entries()) {
        if (n < from) continue;
        const features = randomTensor([channels, height, width], 2 * n).data;
        const global = randomTensor([globalSize], 2 * n + 1).data;
        yield { name: `item ${n}`, ...item, content: { kind: "features", features, global } };
      }
    },
    close: async () => {},
  };
  return (await importBenchmarkSet(db, { name: set.name, source, vectors: { vocabularyId: vocabulary.id } }))
    .set;
}

/** Measures the active model on a set by a protocol, or reduces `scores` as if it had given them; the report. */
export async function evaluateSet(
  context: ServiceContext,
  set: BenchmarkSetRow,
  { protocol, resamples = 0, scores }: { protocol: ProtocolName; resamples?: number; scores?: Float32Array },
): Promise<{ report: RunReport; shardBytes: number }> {
  const request = { benchmarkSetId: set.id, protocol, resamples };
  const { asked, ...accepted } = await prepareEvaluation(context, request);
  const { db } = context;
  const options = { madeBy: "caller" } as const;
  const run = await evaluationRuns.create(db, asked, { ...accepted, idempotencyKey: null }, options);
  if (scores) await recordScores(context, set, run, scores);
  await executeEvaluationRun(context, run.id, new AbortController().signal);
  const shards = await listEvaluationShards(context.db, run.id);
  const files = await Promise.all(shards.map(({ blobHash }) => readBlob(context.db.blobs, blobHash)));
  const json = await readEvaluationReport(context.db, run.id);
  return {
    report: parseEvaluationReport(json!, run.id),
    shardBytes: files.reduce((sum, { length }) => sum + length, 0),
  };
}

/** Records every shard of a run, with these scores [images, labels] for the model's. */
async function recordScores(
  { db }: ServiceContext,
  set: BenchmarkSetRow,
  run: EvaluationRunRow,
  scores: Float32Array,
): Promise<void> {
  await beginEvaluation(db, run.id);
  const plan = await planRun(db, set, run);
  const { length: labels } = set.labelKeys;
  for (let position = 0; position * run.shardImages < set.total; position++) {
    const first = position * run.shardImages;
    const { rows } = await listBenchmarkItems(db, set.id, { first: run.shardImages, after: first - 1 });
    const part = scores.subarray(first * labels, (first + rows.length) * labels);
    const bytes = shardToBytes(makeShard(plan, part, itemLabels(rows, set.unlisted)));
    const { hash: blobHash } = await db.blobs.put([bytes]);
    const shard = { position, blobHash, images: rows.length, imagesPerSecond: 1 };
    await recordEvaluationShard(db, run.id, shard);
  }
}
