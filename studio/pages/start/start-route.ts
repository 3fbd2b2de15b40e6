import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";
import { StartPage } from "./start-page";

export const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: StartPage, // comes with the first load, which it is what is seen of,
});
