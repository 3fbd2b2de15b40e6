import { t } from "../../../text/text";
import type { LibrarySearch } from "./library-search";

/** A filter that narrows the list, in words, and what takes it away. */
export interface ActiveFilter {
  readonly text: string;
  readonly without: LibrarySearch;
}

const asDay = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const dayText = (day: string) => asDay.format(new Date(`${day}T00:00:00Z`));

/** The filters of a view, but its name's. `setName` is that of its benchmark set, where that is known. */
export function activeFilters(search: LibrarySearch, setName?: string): ActiveFilter[] {
  const { tag, untagged, type, folder, set, from, to, least, labeled } = search;
  const filters: (ActiveFilter | false)[] = [
    tag !== undefined && { text: t("library.with.tag", { tag }), without: { tag: undefined } },
    untagged === true && { text: t("library.with.untagged"), without: { untagged: undefined } },
    folder !== undefined && { text: folder, without: { folder: undefined } },
    type !== undefined && {
      text: t("library.with.type", { type: typeText(type) }),
      without: { type: undefined },
    },
    from !== undefined && {
      text: t("library.with.from", { day: dayText(from) }),
      without: { from: undefined },
    },
    to !== undefined && { text: t("library.with.to", { day: dayText(to) }), without: { to: undefined } },
    least !== undefined && { text: t("library.with.least", { count: least }), without: { least: undefined } },
    labeled !== undefined && {
      text: t(labeled ? "library.with.labeled" : "library.with.unlabeled"),
      without: { labeled: undefined },
    },
    set !== undefined && {
      text: setName ? t("library.with.set", { name: setName }) : t("library.set"),
      without: { set: undefined },
    },
  ];
  return filters.filter((filter) => filter !== false);
}

/** "JPEG" for "image/jpeg". */
export const typeText = (type: string): string => type.replace("image/", "").toUpperCase();
