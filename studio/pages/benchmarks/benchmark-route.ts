import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const benchmarkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/benchmarks/$id",
  component: lazyRouteComponent(() => import("./benchmark-page"), "BenchmarkPage"),
});
