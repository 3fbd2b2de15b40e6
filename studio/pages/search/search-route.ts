import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { searchViewOf } from "./search-view";

export const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/search",
  validateSearch: searchViewOf,
  component: lazyRouteComponent(() => import("./search-page"), "SearchPage"),
});
