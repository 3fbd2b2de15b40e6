import type { WorkKind } from "../../storage/work/work-rows";

interface WorkWords {
  readonly name: string;
  /** What to do instead of resuming it; null for a kind that can go on where it stopped. */
  readonly insteadOfResuming: string | null;
}

/** How messages speak of work of each kind. */
export const WORK_WORDS: Readonly<Record<WorkKind, WorkWords>> = {
  PREDICTION: {
    name: "prediction batch",
    insteadOfResuming: "Request the missing predictions in a new batch.",
  },
  EVALUATION: { name: "evaluation run", insteadOfResuming: null },
  TRAINING: { name: "training", insteadOfResuming: "Ask for it again." },
  BENCHMARK_IMPORT: {
    name: "benchmark import",
    insteadOfResuming: "Run its command again: it goes on where it stopped.",
  },
  QUANTIZATION: { name: "quantization", insteadOfResuming: "Ask for it again." },
  COMPARISON: { name: "comparison of evaluation runs", insteadOfResuming: "Ask for it again." },
  SETUP: { name: "setup of a model", insteadOfResuming: null },
};
