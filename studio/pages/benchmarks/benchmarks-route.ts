import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { benchmarksViewOf } from "./benchmarks-view";

export const benchmarksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/benchmarks",
  validateSearch: benchmarksViewOf,
  component: lazyRouteComponent(() => import("./benchmarks-page"), "BenchmarksPage"),
});
