import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

/** What the address says of a training that is to begin. */
export interface NewTrainingSearch {
  /** The benchmark set to learn from. */
  readonly set?: string;
}

export const newTrainingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/trainings/new",
  validateSearch: ({ set }: Record<string, unknown>): NewTrainingSearch =>
    typeof set === "string" ? { set } : {},
  component: lazyRouteComponent(() => import("./new-training-page"), "NewTrainingPage"),
});
