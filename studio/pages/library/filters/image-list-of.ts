import type { VariablesOf } from "../../../api/graphql";
import type { LibraryImages } from "../grid/image-pages";
import type { LibrarySearch } from "./library-search";

type ListVariables = VariablesOf<typeof LibraryImages>;
export type ImageFilter = NonNullable<ListVariables["filter"]>;
export type ImageOrder = NonNullable<ListVariables["orderBy"]>;

/** The images that a view shows, as the API's lists take it. Days are those of this computer's clock. */
export function filterOf(search: LibrarySearch): ImageFilter {
  const { name, tag, untagged, type, folder, set, from, to, least, labeled } = search;
  return {
    ...(name && { nameContains: name }),
    ...(tag && { tag }),
    ...(untagged && { isTagged: false }),
    ...(type && { mediaType: type }),
    ...(folder && { folder }),
    ...(set && { benchmarkSetId: set }),
    ...(from && { takenAfter: startOf(from, 0) }),
    ...(to && { takenBefore: startOf(to, 1) }),
    ...(least && { minSide: least }),
    ...(labeled !== undefined && { hasPrediction: labeled }),
  };
}

/** Newest first and names from A on, or the reverse. */
export function orderOf({ by = "ADDED", reverse = false }: LibrarySearch) {
  const isOfTime = by === "ADDED" || by === "TAKEN";
  const direction: "ASC" | "DESC" = isOfTime === reverse ? "ASC" : "DESC";
  return { by, direction } satisfies ImageOrder;
}

/** When a day begins, or the one so many days later. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
