import { createRootRoute } from "@tanstack/react-router";
import { whenReachable } from "../api/connection";
import { allTexts } from "../text/text";
import { FailedPage } from "./failed-page";
import { MissingPage } from "./missing-page";
import { Shell } from "./shell";

/** What is around every page. */
export const rootRoute = createRootRoute({
  beforeLoad: async ({ location }) => {
    await whenReachable(); // a page's own code comes from the service too
    if (location.pathname !== "/") await allTexts();
  },
  component: Shell,
  errorComponent: FailedPage,
  notFoundComponent: MissingPage,
});
