import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const comparisonRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/comparisons/$id",
  component: lazyRouteComponent(() => import("./comparison-page"), "ComparisonPage"),
});
