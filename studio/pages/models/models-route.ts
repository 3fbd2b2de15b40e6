import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { modelsSearchOf } from "./models-search";

export const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/models",
  validateSearch: modelsSearchOf,
  component: lazyRouteComponent(() => import("./models-page"), "ModelsPage"),
});
