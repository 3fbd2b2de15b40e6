import { createRootRoute } from "@tanstack/react-router";
import { whenReachable } from "../api/connection";
import { FailedPage } from "./failed-page";
import { MissingPage } from "./missing-page";
import { Shell } from "./shell";

/** What is around every page. */
export const rootRoute = createRootRoute({
  // A page's own code comes from the service too.
  beforeLoad: whenReachable,
  component: Shell,
  errorComponent: FailedPage,
  notFoundComponent: MissingPage,
});
