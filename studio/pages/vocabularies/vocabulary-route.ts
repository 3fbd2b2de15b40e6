import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { vocabularySearchOf } from "./vocabulary-search";

export const vocabularyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/vocabularies/$id",
  validateSearch: vocabularySearchOf,
  component: lazyRouteComponent(() => import("./vocabulary-page"), "VocabularyPage"),
});
