import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { workSearchOf } from "./work-search";

export const workRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work",
  validateSearch: workSearchOf,
  component: lazyRouteComponent(() => import("./work-page"), "WorkPage"),
});
