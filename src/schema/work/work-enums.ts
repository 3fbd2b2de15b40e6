import { registerEnumType } from "type-graphql";

export enum WorkKind {
  PREDICTION = "PREDICTION",
  EVALUATION = "EVALUATION",
  TRAINING = "TRAINING",
  BENCHMARK_IMPORT = "BENCHMARK_IMPORT",
  QUANTIZATION = "QUANTIZATION",
  COMPARISON = "COMPARISON",
  SETUP = "SETUP",
  INDEX = "INDEX",
}
registerEnumType(WorkKind, {
  name: "WorkKind",
  description: "What a piece of work does.",
  valuesConfig: {
    PREDICTION: { description: "Scores images against a vocabulary: a `PredictionBatch`." },
    EVALUATION: { description: "Measures a model version on a benchmark set: an `EvaluationRun`." },
    TRAINING: { description: "Trains a head on a benchmark set: a `Training`." },
    BENCHMARK_IMPORT: {
      description: "Stores a benchmark set from an upload, or from files of a host: a `BenchmarkImport`.",
    },
    QUANTIZATION: { description: "Makes an 8-bit version of a model: a `ModelQuantization`." },
    COMPARISON: { description: "Compares two evaluation runs: an `EvaluationComparison`." },
    SETUP: { description: "Fetches, imports and activates a model of the catalogue: a `ModelSetup`." },
    INDEX: { description: "Indexes stored images for search: an `ImageIndexing`." },
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
    QUEUED: { description: "Accepted and stored, but not begun or not yet taken up again." },
    RUNNING: { description: "Begun." },
    COMPLETED: { description: "Done: its result is there and never changes." },
    FAILED: { description: "Given up; `errorMessage` says why." },
    CANCELLED: { description: "Ended by somebody before it was done; what was done by then is kept." },
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
  DOWNLOADING = "DOWNLOADING",
  IMPORTING = "IMPORTING",
  MAKING_VOCABULARIES = "MAKING_VOCABULARIES",
  ACTIVATING = "ACTIVATING",
  INDEXING = "INDEXING",
  LEARNING = "LEARNING",
  SCORING = "SCORING",
  UNPACKING = "UNPACKING",
}
registerEnumType(WorkPhase, {
  name: "WorkPhase",
  description: "Which part of it is in progress; `done` and `total` count the units of that part.",
  valuesConfig: {
    MEASURING: { description: "Evaluations and quantizations: images are being measured." },
    REDUCING: { description: "Evaluations: all images are measured, and the figures are being computed." },
    PREPARING: { description: "Trainings: the backbone is making features; the units are images." },
    SEARCHING: { description: "Trainings: the best epoch is being sought; the units are steps." },
    FINE_TUNING: {
      description:
        "Trainings: the best epoch's weights are being trained a little more; the units are steps.",
    },
    FINDING_RANGES: { description: "Quantizations: the ranges are being taken from images." },
    STORING: {
      description:
        "Quantizations: the result is being stored. Imports of uploaded benchmark sets: the images are; they are the units.",
    },
    DOWNLOADING: {
      description: "Setups: files are being downloaded; the units are kilobytes (1,000 bytes).",
    },
    IMPORTING: { description: "Setups: the files are being converted and stored; nothing is counted." },
    MAKING_VOCABULARIES: {
      description: "Setups: vocabularies to begin with are being made; they are the units.",
    },
    ACTIVATING: { description: "Setups: the model is being loaded, to be the active one if that succeeds." },
    INDEXING: { description: "Indexings: sketches of images are being made; the units are images." },
    LEARNING: {
      description:
        "Indexings: a basis for tighter sketches is being learned from indexed images; nothing is counted.",
    },
    SCORING: {
      description: "Indexings: images are being scored for the labels of a vocabulary; they are the units.",
    },
    UNPACKING: {
      description:
        "Imports of uploaded benchmark sets: the archive is being unpacked; the units are kilobytes (1,000 bytes).",
    },
  },
});
