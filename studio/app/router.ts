import { createRouter } from "@tanstack/react-router";
import { benchmarkRoute } from "../pages/benchmarks/benchmark-route";
import { benchmarksRoute } from "../pages/benchmarks/benchmarks-route";
import { comparisonRoute } from "../pages/comparisons/comparison-route";
import { evaluationRoute } from "../pages/evaluations/evaluation-route";
import { imageRoute } from "../pages/image/image-route";
import { libraryRoute } from "../pages/library/library-route";
import { modelRoute } from "../pages/models/model-route";
import { modelsRoute } from "../pages/models/models-route";
import { searchRoute } from "../pages/search/search-route";
import { startRoute } from "../pages/start/start-route";
import { newTrainingRoute } from "../pages/trainings/new-training-route";
import { trainingRoute } from "../pages/trainings/training-route";
import { newVocabularyRoute } from "../pages/vocabularies/new-vocabulary-route";
import { vocabulariesRoute } from "../pages/vocabularies/vocabularies-route";
import { vocabularyRoute } from "../pages/vocabularies/vocabulary-route";
import { workRoute } from "../pages/work/work-route";
import { rootRoute } from "./root-route";

const pages = [
  startRoute,
  libraryRoute,
  searchRoute,
  imageRoute,
  vocabulariesRoute,
  newVocabularyRoute,
  vocabularyRoute,
  benchmarksRoute,
  benchmarkRoute,
  evaluationRoute,
  comparisonRoute,
  modelsRoute,
  modelRoute,
  newTrainingRoute,
  trainingRoute,
  workRoute,
] as const;

/** The pages below the address that the page's `<base>` has. */
export const router = createRouter({
  routeTree: rootRoute.addChildren(pages),
  basepath: new URL(document.baseURI).pathname,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
