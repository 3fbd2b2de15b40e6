import { useEffect, useMemo, useRef } from "react";
import { useClient, useQuery } from "urql";
import { useUploads } from "../../parts/upload/use-uploads";
import { filterOf, type ImageFilter, type ImageOrder, orderOf } from "./filters/image-list-of";
import type { LibrarySearch } from "./filters/library-search";
import { createImagePages, type ImagePages } from "./grid/image-pages";
import { useImagePages } from "./grid/use-image-pages";
import { LibraryCount } from "./library-count";

/** Pictures that arrive are shown so often. */
const ARRIVALS_MS = 2_000;

export interface Library {
  readonly filter: ImageFilter;
  readonly orderBy: ImageOrder;
  readonly pages: ImagePages;
  /** How many images there are; undefined until that is known. */
  readonly total: number | undefined;
  readonly isExact: boolean;
  readonly problem: string | null;
}

/** The images that a view shows, `width` pixels wide. */
export function useLibrary(search: LibrarySearch, width: number): Library {
  const client = useClient();
  // The same until they say something else, whatever else is in the address.
  const key = JSON.stringify([filterOf(search), orderOf(search)]);
  const [filter, orderBy] = useMemo<[ImageFilter, ImageOrder]>(() => JSON.parse(key), [key]);
  const pages = useMemo(
    () => createImagePages(client, { filter, orderBy, width }),
    [client, filter, orderBy, width],
  );
  useEffect(() => pages.close, [pages]);
  useImagePages(pages);
  const [{ data, error }, recount] = useQuery({ query: LibraryCount, variables: { filter } });

  const { stored } = useUploads();
  const shown = useRef(stored);
  useEffect(() => {
    if (stored === shown.current) return;
    const timer = setTimeout(() => {
      shown.current = stored;
      recount({ requestPolicy: "network-only" });
      pages.refresh();
    }, ARRIVALS_MS);
    return () => clearTimeout(timer);
  }, [stored, pages, recount]);

  return {
    ...{ filter, orderBy, pages, problem: error?.message ?? pages.problem() },
    total: data?.images.totalCount,
    isExact: data?.images.totalCountIsExact ?? true,
  };
}
