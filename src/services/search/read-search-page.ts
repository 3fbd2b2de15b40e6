import type { Hit, Place } from "../../search/ranking/ranking";
import { encodeSearchCursor } from "../../search/search-cursor";
import { findImages } from "../../storage/images/images";
import type { ServiceContext } from "../context";
import { orderedPage } from "./ordered-hits";
import { hasProbabilities } from "./ranked-search";
import type { SearchEdge, SearchPage } from "./search-page";
import type { SearchSession } from "./search-session";
import { probabilityBy } from "./terms/term-lines";

/** Which images of a search. */
export interface PageOfSearch {
  readonly after: Place | null;
  readonly first: number;
  /** All that it finds, in another order than the best first. */
  readonly ordered?: Int32Array;
  /** Stands for what was asked for, in cursors. */
  readonly query: string;
}

/** A page of a search as it stands; an image that is not there anymore is in none. */
export async function readSearchPage(
  { db, indexes }: Pick<ServiceContext, "db" | "indexes">,
  session: SearchSession,
  { after, first, ordered, query }: PageOfSearch,
): Promise<Omit<SearchPage, "tookMs">> {
  const { id, model, terms, plan, index, ranking } = session;
  const now = await indexes.open(model);
  if (now.id === index.id && now.revision > index.revision) ranking.drop(now.deleted);
  for (;;) {
    const { hits, isExact, hasMore } = ordered
      ? orderedPage(ranking, ordered, after?.served ?? 0, first)
      : ranking.page(after, first);
    const imageIds = index.files.imageIds(hits.map(({ position }) => position));
    const images = new Map((await findImages(db, imageIds)).map((image) => [image.id, image]));
    const gone = hits.filter((_, row) => !images.has(imageIds[row]!));
    if (gone.length > 0) {
      ranking.drop(gone.map(({ position }) => position)); // deleted a moment ago
      continue;
    }
    const edges = hits.map((hit, row) => edgeOf(session, query, hit, images.get(imageIds[row]!)!));
    return {
      ...{ searchId: id, model, edges, terms, hasNextPage: hasMore && edges.length > 0, exact: isExact },
      endCursor: edges.at(-1)?.cursor ?? null,
      total: ranking.count(),
      indexed: { images: index.images, of: now.total },
      calibrated: hasProbabilities(plan.rank, terms),
      rescored: ranking.progress().rescored,
    };
  }
}

function edgeOf(
  { id, plan, terms }: SearchSession,
  query: string,
  { rank, key, scores, place }: Hit,
  image: SearchEdge["image"],
): SearchEdge {
  const found = terms
    .slice(0, plan.scored)
    .map(({ line }, term) => ({ score: scores[term]!, probability: probabilityBy(line, scores[term]!) }));
  // Of several terms with probabilities, the key is where the line of the one that decides has the score.
  const probability =
    plan.rank.kind === "term"
      ? found[plan.rank.term]!.probability
      : hasProbabilities(plan.rank, terms)
        ? 1 / (1 + Math.exp(-key))
        : null;
  return {
    image,
    rank,
    score: key,
    probability,
    cursor: encodeSearchCursor({ query, searchId: id, place }),
    terms: found,
  };
}
