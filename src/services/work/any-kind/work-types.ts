import type { WorkKind } from "../../../storage/work/work-rows";
import type { NodeType } from "../../global-id";

/** The type of each kind's work. */
export const WORK_TYPES = {
  PREDICTION: "PredictionBatch",
  EVALUATION: "EvaluationRun",
  TRAINING: "Training",
  BENCHMARK_IMPORT: "BenchmarkImport",
  QUANTIZATION: "ModelQuantization",
  COMPARISON: "EvaluationComparison",
  SETUP: "ModelSetup",
  INDEX: "ImageIndexing",
} as const satisfies Record<WorkKind, NodeType>;

/** The kind whose work has this type, or null. */
export const workKindOf = (type: NodeType): WorkKind | null =>
  (Object.keys(WORK_TYPES) as WorkKind[]).find((kind) => WORK_TYPES[kind] === type) ?? null;
