import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

const ORDERS = ["newest", "name"] as const;

/** What the address says of the list. */
export interface VocabulariesSearch {
  /** Part of the names. */
  readonly q?: string;
  readonly by?: (typeof ORDERS)[number];
}

export const vocabulariesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/vocabularies",
  validateSearch: ({ q, by }: Record<string, unknown>): VocabulariesSearch => ({
    ...(typeof q === "string" && q !== "" && { q }),
    ...(by === "name" && { by }),
  }),
  component: lazyRouteComponent(() => import("./vocabularies-page"), "VocabulariesPage"),
});
