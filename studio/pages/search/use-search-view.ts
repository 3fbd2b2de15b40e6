import { getRouteApi } from "@tanstack/react-router";
import { type SearchView, searchViewOf } from "./search-view";

const route = getRouteApi("/search");

/** How an address takes the place of the one before. */
interface Change {
  /** Whether one gets back to the view as it was. */
  readonly isStep?: boolean;
}

/** The view that the address has, and ways to change parts of it, or to go to another one. */
export function useSearchView() {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  return {
    view,
    /** The first page is shown again, unless `pages` is among the changes. */
    change: (changes: Partial<SearchView>, { isStep = true }: Change = {}) =>
      navigate({
        search: (old) => searchViewOf({ ...old, pages: undefined, ...changes }),
        replace: !isStep,
        resetScroll: isStep,
      }),
    go: (next: SearchView) => navigate({ search: searchViewOf({ ...next }) }),
  };
}
