import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

export const imageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/images/$id",
  component: lazyRouteComponent(() => import("./image-page"), "ImagePage"),
});
