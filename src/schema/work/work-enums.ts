import { registerEnumType } from "type-graphql";

export enum WorkKind {
  PREDICTION = "PREDICTION",
  EVALUATION = "EVALUATION",
  TRAINING = "TRAINING",
  BENCHMARK_IMPORT = "BENCHMARK_IMPORT",
  QUANTIZATION = "QUANTIZATION",
  COMPARISON = "COMPARISON",
}
registerEnumType(WorkKind, {
  name: "WorkKind",
  description: "What work does.",
  valuesConfig: {
    PREDICTION: { description: "Scores images against a vocabulary: a `PredictionBatch`." },
    EVALUATION: { description: "Measures a model version on a benchmark set: an `EvaluationRun`." },
    TRAINING: { description: "Trains a head on a benchmark set: a `Training`." },
    BENCHMARK_IMPORT: { description: "Stores a benchmark set from files: a `BenchmarkImport`." },
    QUANTIZATION: { description: "Makes an 8-bit version of a model: a `ModelQuantization`." },
    COMPARISON: { description: "Compares two evaluation runs: an `EvaluationComparison`." },
  },
});

export enum WorkState {
  QUEUED = "QUEUED",
  RUNNING = "RUNNING",
  COMPLETED = "COMPLETED",
  FAILED = "FAILED",
  CANCELLED = "CANCELLED",
}
registerEnumType(WorkState, {
  name: "WorkState",
  description: "Where work stands.",
  valuesConfig: {
    QUEUED: { description: "Accepted and stored; not begun, or not yet taken up again." },
    RUNNING: { description: "Begun." },
    COMPLETED: { description: "Done: its result is there, and it changes no more." },
    FAILED: { description: "Given up; `errorMessage` says why." },
    CANCELLED: { description: "Ended by somebody; what was done by then is kept." },
  },
});

export enum WorkPhase {
  MEASURING = "MEASURING",
  REDUCING = "REDUCING",
  PREPARING = "PREPARING",
  SEARCHING = "SEARCHING",
  FINE_TUNING = "FINE_TUNING",
  FINDING_RANGES = "FINDING_RANGES",
  STORING = "STORING",
}
registerEnumType(WorkPhase, {
  name: "WorkPhase",
  description: "Which part of it is being done; `done` and `total` count what the phase is about.",
  valuesConfig: {
    MEASURING: { description: "Evaluations and quantizations: images are measured." },
    REDUCING: { description: "Evaluations: all images are measured, and figures are made of them." },
    PREPARING: { description: "Trainings: the backbone makes features; images are counted." },
    SEARCHING: { description: "Trainings: the best epoch is looked for; steps are counted." },
    FINE_TUNING: { description: "Trainings: its weights are trained a little more; steps are counted." },
    FINDING_RANGES: { description: "Quantizations: images give the ranges of the 8 bits." },
    STORING: { description: "Quantizations: the result is stored." },
  },
});
