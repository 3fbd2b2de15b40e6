import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { evaluationViewOf } from "./evaluation-view";

export const evaluationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/evaluations/$id",
  validateSearch: evaluationViewOf,
  component: lazyRouteComponent(() => import("./evaluation-page"), "EvaluationPage"),
});
