import type { SearchPage } from "../search-page";
import type { SearchRequest } from "../search-request";

/** As many as the search gives at a time. */
const MOST_ON_A_PAGE = 100;

/** The pages of a search, to its end or to so many images in all. */
export async function* searchPages(
  search: (request: SearchRequest) => Promise<SearchPage>,
  request: Omit<SearchRequest, "first" | "after">,
  limit: number,
): AsyncGenerator<SearchPage> {
  let after: string | null = null;
  for (let left = limit; left > 0; ) {
    const page: SearchPage = await search({ ...request, first: Math.min(left, MOST_ON_A_PAGE), after });
    yield page;
    if (!page.hasNextPage) return;
    left -= page.edges.length;
    after = page.endCursor;
  }
}
