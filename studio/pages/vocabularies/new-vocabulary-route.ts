import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route";

/** What the address says of a vocabulary to be made. */
export interface NewVocabularySearch {
  /** The version whose next one it is to be. */
  readonly from?: string;
}

export const newVocabularyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/vocabularies/new",
  validateSearch: ({ from }: Record<string, unknown>): NewVocabularySearch =>
    typeof from === "string" ? { from } : {},
  component: lazyRouteComponent(() => import("./new-vocabulary-page"), "NewVocabularyPage"),
});
