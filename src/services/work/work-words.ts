import type { WorkKind } from "../../storage/work/work-rows";
import type { NodeType } from "../global-id";

export type { WorkKind };

interface WorkWords {
  /** Of its ids. */
  readonly type: NodeType;
  readonly name: string;
  /** What to do instead of resuming it; null for a kind that can go on where it stopped. */
  readonly insteadOfResuming: string | null;
}

/** How messages speak of work of each kind. */
export const WORK_WORDS: Readonly<Record<WorkKind, WorkWords>> = {
  PREDICTION: {
    type: "PredictionBatch",
    name: "prediction batch",
    insteadOfResuming: "Request the missing predictions in a new batch.",
  },
  EVALUATION: { type: "EvaluationRun", name: "evaluation run", insteadOfResuming: null },
  TRAINING: { type: "Training", name: "training", insteadOfResuming: null },
  BENCHMARK_IMPORT: {
    type: "BenchmarkImport",
    name: "benchmark import",
    insteadOfResuming: "Run its command again: it goes on where it stopped.",
  },
  QUANTIZATION: { type: "ModelQuantization", name: "quantization", insteadOfResuming: "Ask for it again." },
  COMPARISON: {
    type: "EvaluationComparison",
    name: "comparison of evaluation runs",
    insteadOfResuming: "Ask for it again.",
  },
  SETUP: { type: "ModelSetup", name: "setup of a model", insteadOfResuming: null },
  INDEX: { type: "ImageIndexing", name: "indexing of images", insteadOfResuming: null },
};
