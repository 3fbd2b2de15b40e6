import type { Furniture } from "./furnish";

/** Everything that the studio shows of a furnished service, by addresses below /studio/. */
export function viewsOf(has: Furniture): readonly { readonly name: string; readonly address: string }[] {
  const { imageIds, vocabularyId, benchmarkSetId, runIds, comparisonId, modelVersionId, trainingId } = has;
  return [
    { name: "start", address: "" },
    { name: "library", address: "library" },
    { name: "search", address: "search" },
    { name: "image", address: `images/${imageIds[0]}` },
    { name: "vocabularies", address: "vocabularies" },
    { name: "vocabulary", address: `vocabularies/${vocabularyId}` },
    { name: "benchmarks", address: "benchmarks" },
    { name: "benchmark", address: `benchmarks/${benchmarkSetId}` },
    { name: "evaluation", address: `evaluations/${runIds[0]}` },
    { name: "comparison", address: `comparisons/${comparisonId}` },
    { name: "models", address: "models" },
    { name: "model", address: `models/${modelVersionId}` },
    { name: "training", address: `trainings/${trainingId}` },
    { name: "work", address: "work" },
    { name: "missing page", address: "no-such-page" },
    { name: "missing image", address: "images/no-such-image" },
  ];
}
