import { type Cache, cacheExchange, type KeyGenerator } from "@urql/exchange-graphcache";
import { possibleTypes } from "./possible-types";
import { onWorkChanged } from "./work-changes";

/** The lists that are read again once something was made, changed or deleted. */
const CHANGED_LISTS: Readonly<Record<string, readonly string[]>> = {
  deleteImage: ["images", "searchImages", "imageFolders"],
  deleteImages: ["images", "searchImages", "imageFolders", "tags"],
  tagImages: ["images", "tags"],
  untagImages: ["images", "tags"],
  correctImages: ["images", "tags", "searchImages"],
  withdrawCorrections: ["images", "tags", "searchImages"],
  createVocabulary: ["vocabularies", "vocabularyByName"],
  deleteVocabulary: ["vocabularies", "vocabularyByName"],
  createBenchmarkSet: ["benchmarkSets", "vocabularies"],
  deleteBenchmarkSet: ["benchmarkSets"],
  importBenchmarkSet: ["benchmarkSets", "vocabularies", "work"],
  runEvaluation: ["evaluationRuns", "work"],
  deleteEvaluation: ["evaluationRuns", "evaluationComparisons", "work"],
  compareEvaluationRuns: ["evaluationComparisons", "work"],
  activateModelVersion: ["activeModelVersion", "modelVersions", "searchImages"],
  deleteModelVersion: ["modelVersions", "catalogue"],
  deleteBackbone: ["backbones"],
  deleteWordVectorSet: ["wordVectorSets", "vectorSpaces"],
  deleteVectorSpace: ["vectorSpaces"],
  quantizeModel: ["work"],
  trainModel: ["trainings", "work"],
  deleteTraining: ["trainings", "work"],
  predict: ["predictionBatches", "work"],
  deletePredictionBatch: ["predictionBatches", "work"],
  deleteWork: ["work", "trainings", "evaluationRuns", "predictionBatches"],
  setUpModel: ["catalogue", "work"],
  indexImages: ["searchIndexes", "work"],
  indexVocabulary: ["searchIndexes", "work"],
};

const forget = (cache: Cache, fields: readonly string[]): void => {
  for (const { fieldName, fieldKey } of cache.inspectFields("Query"))
    if (fields.includes(fieldName)) cache.invalidate("Query", fieldKey);
};

/** Said for every type, or the cache would warn of each that has no id. */
const keyOf: KeyGenerator = ({ id }) => (typeof id === "string" ? id : null);

/** A place in one search: what different queries ask of it must not mix when the order of what was found changes. */
const placeKey: KeyGenerator = ({ cursor }) => (typeof cursor === "string" ? cursor : null);

/** Everything with an id is kept once, however many views show it; the rest belongs to what it is a part of. */
export const cache = cacheExchange({
  keys: new Proxy<Record<string, KeyGenerator>>(
    {},
    { get: (_, type) => (type === "FoundImageEdge" ? placeKey : keyOf) },
  ),
  possibleTypes,
  updates: {
    Mutation: Object.fromEntries(
      Object.entries(CHANGED_LISTS).map(([mutation, fields]) => [
        mutation,
        (_result: unknown, _arguments: unknown, cache: Cache) => forget(cache, fields),
      ]),
    ),
    Subscription: { workChanged: onWorkChanged },
  },
});
