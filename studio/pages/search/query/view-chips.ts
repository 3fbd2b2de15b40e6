import { t } from "../../../text/text";
import type { SearchView } from "../search-view";

/** What a chip says, and the view without it. */
export interface ViewChip {
  readonly text: string;
  readonly without: Partial<SearchView>;
}

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

/** What a view looks for beside the words of its box, and among which images. */
export const viewChips = (view: SearchView): ViewChip[] => [...termChips(view), ...filterChips(view)];

function filterChips({ filter = {} }: SearchView): ViewChip[] {
  return Object.entries(filter).map(([field, value]) => ({
    text: TEXTS[field as keyof Filter]?.(String(value)) ?? `${field}: ${String(value)}`,
    without: { filter: { ...filter, [field]: null } },
  }));
}

function termChips({ and = [], or = [], not = [], near = [] }: SearchView): ViewChip[] {
  return [
    ...and.map((word) => ({ text: t("search.terms.and", { word }), without: { and: others(and, word) } })),
    ...or.map((word) => ({ text: t("search.terms.or", { word }), without: { or: others(or, word) } })),
    ...not.map((word) => ({ text: t("search.terms.not", { word }), without: { not: others(not, word) } })),
    ...near.map((where) => ({
      text: t("search.terms.near", {
        label: where.label,
        relation: t(`search.relation.${where.relation}`),
        of: where.of,
      }),
      without: { near: others(near, where) },
    })),
  ];
}

const others = <T>(list: readonly T[], one: T): T[] => list.filter((other) => other !== one);
