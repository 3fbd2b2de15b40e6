import type { ServiceContext } from "../../services/context";
import { followSearch } from "../../services/search/follow-search";
import { searchImages } from "../../services/search/search-images";
import type { SearchRequest } from "../../services/search/search-request";
import { showProgress } from "../terminal/show-progress";

/** Shows how far the proof of a search's first page is, until it is there. */
export async function untilProven(
  context: ServiceContext,
  request: Omit<SearchRequest, "after" | "waitForProof">,
): Promise<void> {
  const { searchId, exact } = await searchImages(context, { ...request, after: null, waitForProof: false });
  if (exact) return;
  await showProgress({ format: "[{bar}] {value}/{total} pictures scored" }, async (update) => {
    for await (const { rescored, of } of followSearch(context, searchId)) {
      request.signal?.throwIfAborted();
      update(rescored, of);
    }
  });
}
