/** The rows that use cases return, named here for those above who may not look into storage. */
export type { BatchEventRow } from "../storage/batch-events";
export type { BenchmarkItemRow } from "../storage/benchmark-items";
export type { BenchmarkSetRow } from "../storage/benchmark-sets";
export type { EvaluationEventRow } from "../storage/evaluation-events";
export type { EvaluationRunRow } from "../storage/evaluation-runs";
export type { ImageRow } from "../storage/images";
export type { ModelVersionRow } from "../storage/model-versions";
export type { BatchRow } from "../storage/prediction-batches";
export type { PredictionRow } from "../storage/predictions";
export type { TrainingEventRow } from "../storage/training-events";
export type { TrainingRow } from "../storage/trainings";
export type { LabelRow, VocabularyRow } from "../storage/vocabularies";
export type { WordVectorSetRow } from "../storage/word-vectors";
