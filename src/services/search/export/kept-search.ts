import type { ServiceContext } from "../../context";
import type { FoundImage } from "./found-image";
import { foundImages } from "./found-images";
import { provenPages } from "./proven-pages";

interface Wanted {
  /** Whether to find the boxes of each label. */
  readonly boxes: boolean;
  /** How many images at most. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * All that a search of this service finds, from its first image on; proven before it is given. SEARCH_EXPIRED if the search
 * is no longer kept.
 */
export function keptSearch(
  context: ServiceContext,
  searchId: string,
  wanted: Wanted,
): AsyncGenerator<FoundImage> {
  const { terms, plan } = context.searches.find(searchId);
  const labels = [...terms.slice(0, plan.scored).entries()].filter(
    ([term, { label }]) => label !== null && !plan.excluded.includes(term),
  );
  return foundImages(context, provenPages(context, searchId, wanted), {
    ...{ terms: labels.map(([term]) => term), boxes: wanted.boxes, limit: wanted.limit, fileOf: () => null },
  });
}
