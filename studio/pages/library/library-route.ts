import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { librarySearchOf } from "./filters/library-search";

export const libraryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/library",
  validateSearch: librarySearchOf,
  component: lazyRouteComponent(() => import("./library-page"), "LibraryPage"),
});
