import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

/** What the address says of how a set is shown. */
export interface BenchmarkView {
  readonly tab?: "images";
  /** Whether a run is being asked for. */
  readonly run?: true;
}

export const benchmarkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/benchmarks/$id",
  validateSearch: ({ tab, run }: Record<string, unknown>): BenchmarkView => ({
    ...(tab === "images" && { tab }),
    ...(run === true && { run }),
  }),
  component: lazyRouteComponent(() => import("./benchmark-page"), "BenchmarkPage"),
});
