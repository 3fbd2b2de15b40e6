import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const vocabularyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/vocabularies/$id",
  component: lazyRouteComponent(() => import("./vocabulary-page"), "VocabularyPage"),
});
