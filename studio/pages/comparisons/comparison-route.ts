import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { comparisonViewOf } from "./comparison-view";

export const comparisonRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/comparisons/$id",
  validateSearch: comparisonViewOf,
  component: lazyRouteComponent(() => import("./comparison-page"), "ComparisonPage"),
});
