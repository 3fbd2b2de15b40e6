import { createRootRoute } from "@tanstack/react-router";
import { FailedPage } from "./failed-page";
import { MissingPage } from "./missing-page";
import { Shell } from "./shell";

/** What is around every page. */
export const rootRoute = createRootRoute({
  component: Shell,
  errorComponent: FailedPage,
  notFoundComponent: MissingPage,
});
