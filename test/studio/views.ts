import type { Furniture } from "./furnish";

interface View {
  readonly name: string;
  /** Below /studio/, in a furnished service. */
  address(has: Furniture): string;
}

/** Everything that the studio shows. */
export const VIEWS: readonly View[] = [
  { name: "start", address: () => "" },
  { name: "library", address: () => "library" },
  { name: "search", address: () => "search" },
  { name: "search for words", address: () => `search?q=${encodeURIComponent("blue moon")}` },
  { name: "image", address: ({ imageIds }) => `images/${imageIds[0]}` },
  { name: "vocabularies", address: () => "vocabularies" },
  { name: "vocabulary", address: ({ vocabularyId }) => `vocabularies/${vocabularyId}` },
  { name: "benchmarks", address: () => "benchmarks" },
  { name: "benchmark", address: ({ benchmarkSetId }) => `benchmarks/${benchmarkSetId}` },
  { name: "evaluation", address: ({ runIds }) => `evaluations/${runIds[0]}` },
  { name: "comparison", address: ({ comparisonId }) => `comparisons/${comparisonId}` },
  { name: "models", address: () => "models" },
  { name: "model", address: ({ modelVersionId }) => `models/${modelVersionId}` },
  { name: "training", address: ({ trainingId }) => `trainings/${trainingId}` },
  { name: "work", address: () => "work" },
  { name: "system", address: () => "work?tab=system" },
  { name: "system", address: () => "work?tab=system" },
  { name: "missing page", address: () => "no-such-page" },
  { name: "missing image", address: () => "images/no-such-image" },
];
