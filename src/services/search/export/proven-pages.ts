import type { Place } from "../../../search/ranking/ranking";
import { decodeSearchCursor } from "../../../search/search-cursor";
import type { ServiceContext } from "../../context";
import { readSearchPage } from "../read-search-page";
import type { SearchPage } from "../search-page";

/** As many as a search gives at a time. */
const MOST_ON_A_PAGE = 100;

/** The pages of a search that is kept, each proven before it is given. SEARCH_EXPIRED if it is no longer kept. */
export async function* provenPages(
  context: ServiceContext,
  searchId: string,
  { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal },
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
