import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { imageViewOf } from "./image-view";

export const imageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/images/$id",
  validateSearch: imageViewOf,
  component: lazyRouteComponent(() => import("./image-page"), "ImagePage"),
});
