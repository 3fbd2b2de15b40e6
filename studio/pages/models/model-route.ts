import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const modelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/models/$id",
  component: lazyRouteComponent(() => import("./model-page"), "ModelPage"),
});
