import type { Place } from "../../../search/ranking/ranking";
import { decodeSearchCursor } from "../../../search/search-cursor";
import type { ServiceContext } from "../../context";
import { readSearchPage } from "../read-search-page";
import type { SearchPage } from "../search-page";
import type { FoundImage } from "./found-image";
import { foundImages } from "./found-images";

/** As many as a search gives at a time. */
const MOST_ON_A_PAGE = 100;

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

async function* provenPages(
  context: ServiceContext,
  searchId: string,
  { limit, signal }: Wanted,
): AsyncGenerator<Pick<SearchPage, "edges" | "terms" | "model">> {
  const { searches } = context;
  let place: Place | null = null;
  for (let left = limit; left > 0; ) {
    const session = searches.find(searchId);
    const first = Math.min(left, MOST_ON_A_PAGE);
    await searches.proofs.proven(session.ranking, (place?.served ?? 0) + first, signal);
    const page = await readSearchPage(context, session, { after: place, first, query: session.query });
    yield page;
    if (page.endCursor === null || !page.hasNextPage) return;
    left -= page.edges.length;
    place = decodeSearchCursor(page.endCursor, session.query).place;
  }
}
