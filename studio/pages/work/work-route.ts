import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const workRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work",
  component: lazyRouteComponent(() => import("./work-page"), "WorkPage"),
});
