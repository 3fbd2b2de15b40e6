import { BenchmarkImportObject } from "../../schema/benchmarks/benchmark-import";
import { EvaluationComparisonObject } from "../../schema/evaluations/evaluation-comparison";
import { EvaluationRunObject } from "../../schema/evaluations/evaluation-run";
import { ModelQuantizationObject } from "../../schema/models/model-quantization";
import { PredictionBatchObject } from "../../schema/predictions/prediction-batch";
import { ImageIndexingObject } from "../../schema/search/image-indexing";
import { ModelSetupObject } from "../../schema/setup/model-setup";
import { TrainingObject } from "../../schema/trainings/training";
import type { Work } from "../../schema/work/work";
import type { NodeType } from "../../services/global-id";
import { workKindOf } from "../../services/work/any-kind/work-types";
import type { Findable } from "../../services/work/find-one";
import { benchmarkImports } from "../../storage/benchmarks/benchmark-imports";
import { comparisons } from "../../storage/evaluations/comparisons";
import { evaluationRuns } from "../../storage/evaluations/evaluation-runs";
import { quantizations } from "../../storage/models/quantizations";
import { predictionBatches } from "../../storage/predictions/prediction-batches";
import { imageIndexings } from "../../storage/search/image-indexings";
import { modelSetups } from "../../storage/setup/model-setups";
import { trainings } from "../../storage/trainings/trainings";
import type { WorkKind, WorkRow } from "../../storage/work/work-rows";
import type { Loaders } from "../loaders";

/** Where work of a kind is found, and its GraphQL object. */
interface KindOfWork {
  readonly table: Findable<WorkRow>;
  load(loaders: Loaders, id: string): Promise<Work | null>;
}

function kind<Row extends WorkRow>(table: Findable<Row>, object: new (row: Row) => Work): KindOfWork {
  return {
    table,
    async load(loaders, id) {
      const row = await loaders.work(table).load(id);
      return row && new object(row);
    },
  };
}

/** All kinds of work. */
export const KINDS_OF_WORK: Readonly<Record<WorkKind, KindOfWork>> = {
  PREDICTION: kind(predictionBatches, PredictionBatchObject),
  EVALUATION: kind(evaluationRuns, EvaluationRunObject),
  TRAINING: kind(trainings, TrainingObject),
  BENCHMARK_IMPORT: kind(benchmarkImports, BenchmarkImportObject),
  QUANTIZATION: kind(quantizations, ModelQuantizationObject),
  COMPARISON: kind(comparisons, EvaluationComparisonObject),
  SETUP: kind(modelSetups, ModelSetupObject),
  INDEX: kind(imageIndexings, ImageIndexingObject),
};

/** The work that has this type and id; null if there is none, or if the type is no kind of work. */
export async function loadWork(loaders: Loaders, type: NodeType, id: string): Promise<Work | null> {
  const kind = workKindOf(type);
  return kind && KINDS_OF_WORK[kind].load(loaders, id);
}
