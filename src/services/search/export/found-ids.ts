import { RegionaryError } from "../../../errors";
import type { ServiceContext } from "../../context";
import { provenPages } from "./proven-pages";

/** Which images of a search that is kept. */
export interface FoundIds {
  readonly searchId: string;
  /** At most so many, the best; null for all at or above the cut. */
  readonly first: number | null;
  readonly signal?: AbortSignal;
}

/**
 * The ids of what a search finds, proven, in lots. INVALID_INPUT where it finds every image and nothing says how many of
 * them, SEARCH_EXPIRED if it is no longer kept.
 */
export async function* foundIds(
  context: ServiceContext,
  { searchId, first, signal }: FoundIds,
): AsyncGenerator<string[]> {
  const { cut } = context.searches.find(searchId);
  if (first === null && cut === null)
    throw new RegionaryError(
      "INVALID_INPUT",
      "This search has no cut-off, so it finds every image, the worst last: search with `atLeastProbability`, or say with `first` how many of the best are meant.",
    );
  if (first !== null && first < 1)
    throw new RegionaryError("INVALID_INPUT", `\`first\` must be 1 or more; got ${first}.`);
  for await (const { edges } of provenPages(context, searchId, { limit: first ?? Infinity, signal }))
    if (edges.length > 0) yield edges.map(({ image }) => image.id);
}
