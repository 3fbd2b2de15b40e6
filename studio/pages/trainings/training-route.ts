import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const trainingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/trainings/$id",
  component: lazyRouteComponent(() => import("./training-page"), "TrainingPage"),
});
