/** Plain reads, which need no use case of their own. */
export { findBenchmarkItems, listBenchmarkItems } from "../storage/benchmark-items";
export { findBenchmarkSets, listBenchmarkSets } from "../storage/benchmark-sets";
export { readEvaluationReport } from "../storage/evaluation-reports";
export { findEvaluationRuns, listEvaluationRuns } from "../storage/evaluation-runs";
export { findImages, listImages, readImageBytes } from "../storage/images";
export { findActiveModelVersion, findModelVersions, listModelVersions } from "../storage/model-versions";
export { findBatches, listBatches } from "../storage/prediction-batches";
export { findPredictions, listBatchPredictions, listImagePredictions } from "../storage/predictions";
export { findTrainings, listTrainings } from "../storage/trainings";
export { findVocabularies, listLabels, listVocabularies } from "../storage/vocabularies";
export { findWordVectorSets, listWordVectorSets } from "../storage/word-vectors";
