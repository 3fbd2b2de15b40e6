import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const evaluationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/evaluations/$id",
  component: lazyRouteComponent(() => import("./evaluation-page"), "EvaluationPage"),
});
