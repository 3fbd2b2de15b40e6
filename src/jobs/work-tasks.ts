import { isRegionaryError } from "../errors";
import { runUploadedImport } from "../services/benchmarks/uploaded/run-import";
import type { ServiceContext } from "../services/context";
import { runComparison } from "../services/evaluations/comparisons/run-comparison";
import { executeEvaluationRun } from "../services/evaluations/runs/execute-run";
import { runQuantization } from "../services/models/quantizations/run-quantization";
import { runPredictionBatch } from "../services/predictions/run-prediction-batch";
import { runIndexing } from "../services/search/index/run-indexing";
import { runSetup } from "../services/setup/run-setup";
import { removeFiles, runTraining } from "../services/trainings/run-training";
import type { WorkKind } from "../storage/work/work-rows";

/** How the work of a kind is done. */
export interface WorkTask {
  /**
   * Begins work or goes on with it until it is complete or the signal fires, because the service stops or
   * somebody ended the work. Throws what keeps it from being completed, and `UnfitHost` where another host
   * must go on.
   */
  run(context: ServiceContext, id: string, signal: AbortSignal): Promise<void>;
  /** How much of it this process does at once. */
  readonly concurrency: number;
  /** How long a stop of the service waits for what is under way. */
  readonly patienceMs: number;
  /** Whether another attempt would fail in the same way: it says something about the request, not this machine. */
  isFinal(error: unknown): boolean;
  /** For work that two must not do at once: an earlier attempt that was canceled, a command or a host taken for dead may still be at it. */
  readonly alone?: true;
  /** Removes what failed work left on this host. */
  tidy?(context: ServiceContext, id: string): Promise<void>;
}

/** Short, because work may be waiting for an unreachable database; it is due again at the next start anyway. */
const STOP_PATIENCE_MS = 1_500;
/** A training's step is in native code, which must not be under way when the process exits. */
const STEP_PATIENCE_MS = 15_000;

const withCodes =
  (...codes: string[]) =>
  (error: unknown) =>
    isRegionaryError(error) && codes.includes(error.code);

/** What this program can do. A new kind of work begins here. */
export const WORK_TASKS = {
  /** A short batch does not wait for a long one. An image at fault fails alone, and its batch goes on. */
  PREDICTION: {
    run: runPredictionBatch,
    ...{ concurrency: 4, patienceMs: STOP_PATIENCE_MS, isFinal: () => false },
  },
  /** Evaluations take hours: they have workers of their own, or batches would wait for them. */
  EVALUATION: {
    run: executeEvaluationRun,
    ...{ concurrency: 3, patienceMs: STOP_PATIENCE_MS, alone: true },
    isFinal: withCodes(
      "INVALID_IMAGE",
      "IMAGE_TOO_LARGE",
      "INVALID_INPUT",
      "INVALID_VOCABULARY",
      "VECTOR_SPACE_MISMATCH",
      "NOT_FOUND",
      "BLOB_MISSING",
      "MODEL_OVERFLOW",
    ),
  },
  /** One at a time in a process, beside batches and evaluations. */
  TRAINING: {
    run: runTraining,
    ...{ concurrency: 1, patienceMs: STEP_PATIENCE_MS, alone: true, tidy: removeFiles },
    isFinal: withCodes(
      ...["INVALID_INPUT", "INVALID_IMAGE", "IMAGE_TOO_LARGE", "NOT_FOUND"],
      ...["INVALID_CHECKPOINT", "CHECKPOINT_MISMATCH", "BLOB_MISSING"],
    ),
  },
  /** Of what was uploaded; a command does its own. What is at fault in a set is at fault in each attempt. */
  BENCHMARK_IMPORT: {
    run: runUploadedImport,
    ...{ concurrency: 1, patienceMs: STOP_PATIENCE_MS, alone: true, isFinal: isRegionaryError },
  },
  QUANTIZATION: {
    run: runQuantization,
    ...{ concurrency: 1, patienceMs: STEP_PATIENCE_MS, alone: true },
    isFinal: withCodes(
      ...["INVALID_INPUT", "INVALID_IMAGE", "INVALID_BACKBONE", "NOT_FOUND", "BLOB_MISSING"],
      ...["INVALID_VOCABULARY", "VECTOR_SPACE_MISMATCH"],
    ),
  },
  COMPARISON: {
    run: runComparison,
    ...{ concurrency: 1, patienceMs: STOP_PATIENCE_MS },
    isFinal: withCodes("INVALID_INPUT", "NOT_FOUND", "BLOB_MISSING"),
  },
  /** A download tries again by itself for a while. After that a person should know, who is waiting and may ask again. */
  SETUP: {
    run: runSetup,
    ...{ concurrency: 1, patienceMs: STOP_PATIENCE_MS, alone: true, isFinal: () => true },
  },
  /** Images at fault are recorded one by one, and the others go on. */
  INDEX: {
    run: runIndexing,
    ...{ concurrency: 1, patienceMs: STOP_PATIENCE_MS, alone: true },
    isFinal: withCodes("NOT_FOUND", "VECTOR_SPACE_MISMATCH"),
  },
} satisfies Record<WorkKind, WorkTask>;

/** All that a service does. */
export const ALL_TASKS = Object.keys(WORK_TASKS) as WorkKind[];
