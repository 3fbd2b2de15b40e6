import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const vocabulariesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/vocabularies",
  component: lazyRouteComponent(() => import("./vocabularies-page"), "VocabulariesPage"),
});
