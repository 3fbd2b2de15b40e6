import { t } from "../../../text/text";
import type { SearchView } from "../search-view";
import type { TermChip } from "./term-bar";

type Filter = NonNullable<SearchView["filter"]>;

const asDate = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });

/** The fields of a filter that have texts of their own; others are shown by their name and value. */
const TEXTS: { readonly [Field in keyof Filter]?: (value: string) => string } = {
  tag: (tag) => t("search.filter.tagged", { tag }),
  folder: (folder) => t("search.filter.inFolder", { folder }),
  nameContains: (name) => t("search.filter.named", { name }),
  takenAfter: (time) => t("search.filter.from", { date: asDate.format(new Date(time)) }),
  takenBefore: (time) => t("search.filter.before", { date: asDate.format(new Date(time)) }),
  mediaType: (type) => t("search.filter.ofType", { type }),
  addedBy: (who) => t(who === "PERSON" ? "search.filter.byPerson" : "search.filter.byImport"),
};

/** What each condition of a view's filter says. */
export function filterChips({ filter = {} }: SearchView): TermChip[] {
  return Object.entries(filter).map(([field, value]) => ({
    text: TEXTS[field as keyof Filter]?.(String(value)) ?? `${field}: ${String(value)}`,
    without: { filter: { ...filter, [field]: null } },
  }));
}
