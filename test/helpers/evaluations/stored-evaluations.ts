import { createHash } from "node:crypto";
import type { SourceLabel } from "../../../src/datasets/benchmark-source";
import { importBenchmarkSet } from "../../../src/services/benchmarks/import-benchmark-set";
import type { ImportSource } from "../../../src/services/benchmarks/import-source";
import type { BenchmarkSetRow } from "../../../src/storage/benchmarks/benchmark-sets";
import { readEvaluationReport } from "../../../src/storage/evaluations/evaluation-reports";
import { type EvaluationRunRow, evaluationRuns } from "../../../src/storage/evaluations/evaluation-runs";
import { eventually } from "../eventually";
import { randomTensor } from "../graph/random-tensors";
import { tinySizes, tinyWords } from "../models/tiny-model";
import type { StoredModel } from "../services/stored-batches";
import { storeVocabulary } from "../services/stored-batches";

const LABELS = 5;

/** A set of random features for the tiny model, in which image n has label n % 5, as far as labels are known. */
export async function storeFeatureSet(
  { db }: Pick<StoredModel, "db">,
  { name, count, unlisted = "ABSENT" }: { name: string; count: number; unlisted?: "ABSENT" | "UNKNOWN" },
): Promise<BenchmarkSetRow> {
  const vocabulary = await storeVocabulary(db, "few", LABELS);
  const labels = tinyWords()
    .slice(0, LABELS)
    .map(({ word }): SourceLabel => ({ key: word, name: word, training: "UNKNOWN" }));
  const { featureChannels: channels, gridHeight: height, gridWidth: width, globalSize } = tinySizes;
  const source: ImportSource = {
    ...{ format: "hdf5-features", kind: "FEATURES", protocol: "custom", unlisted, labels, count },
    featureShape: { channels, height, width, globalSize },
    async *items(from) {
      for (let n = from; n < count; n++) {
        const features = randomTensor([channels, height, width], 2 * n).data;
        const global = randomTensor([globalSize], 2 * n + 1).data;
        const known = { present: [n % LABELS], absent: unlisted === "ABSENT" ? [] : [(n + 1) % LABELS] };
        yield { name: `item ${n}`, ...known, unknown: [], content: { kind: "features", features, global } };
      }
    },
    close: async () => {},
  };
  const { set } = await importBenchmarkSet(db, { name, source, vectors: { vocabularyId: vocabulary.id } });
  return set;
}

/** Stores a run with its job, as `runEvaluation` does. */
export function storeEvaluation(
  { db, model }: Pick<StoredModel, "db" | "model">,
  set: BenchmarkSetRow,
  shardImages: number,
): Promise<EvaluationRunRow> {
  const asked = {
    ...{ benchmarkSetId: set.id, modelVersionId: model.id, protocol: set.protocol },
    ...{ ks: [1, 3], resamples: 10, shardImages },
  };
  const requestHash = createHash("sha256").update(set.id).digest("hex");
  return evaluationRuns.create(db, asked, { total: set.total, requestHash, idempotencyKey: null });
}

/** Begins a run as a host with a CPU would, image by image. */
export async function beginEvaluation(db: StoredModel["db"], id: string): Promise<void> {
  const fixed = { provider: "cpu", precision: "float32", threads: 1 } as const;
  await evaluationRuns.begin(db, id, { host: "here", fixed }, { batchImages: 1 });
}

/** The run once so many of its images are measured. */
export function evaluationWithDone(
  db: StoredModel["db"],
  id: string,
  done: number,
): Promise<EvaluationRunRow> {
  return eventually(`run ${id} has ${done} images`, async () => {
    const [run] = await evaluationRuns.find(db, [id]);
    return run && run.done >= done && run;
  });
}

/** The report of a run, once it has one, as its bytes. */
export function reportOf(db: StoredModel["db"], id: string): Promise<string> {
  return eventually(`run ${id} has its report`, async () => {
    const [run] = await evaluationRuns.find(db, [id]);
    if (run?.state === "FAILED") throw new Error(`the run failed: ${run.errorMessage}`);
    return (await readEvaluationReport(db, id)) ?? undefined;
  });
}
