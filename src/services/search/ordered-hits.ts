import { RegionaryError } from "../../errors";
import type { RankedPage, Ranking } from "../../search/ranking/ranking";
import { type ImageOrder, orderImageIds } from "../../storage/images/list-images";
import type { ServiceContext } from "../context";
import type { SearchRequest } from "./search-request";
import type { SearchSession } from "./search-session";

/** The most images that are given in another order than the best first: all of them are scored before. */
const MOST_ORDERED = 10_000;

/** INVALID_INPUT for another order of a search without a cut, which every image meets. */
export function checkOrder({ orderBy, atLeastProbability }: SearchRequest): void {
  if (orderBy === null || atLeastProbability !== null) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    "`orderBy` orders what is above a cut-off: give `atLeastProbability` too, or leave `orderBy` out for the best first.",
  );
}

/**
 * The positions of all that a search finds, once it is proven, in another order than the best first. Each order is kept
 * with the search, so that its pages agree, whatever is deleted between them. INVALID_INPUT for more than 10,000.
 */
export async function orderedPositions(
  { db, searches }: Pick<ServiceContext, "db" | "searches">,
  { ranking, index: { files }, orders }: SearchSession,
  order: ImageOrder,
  signal: AbortSignal | undefined,
): Promise<Int32Array> {
  const name = `${order.by} ${order.direction}`;
  const known = orders.get(name);
  if (known) return known;
  checkCount(ranking);
  await searches.proofs.proven(ranking, MOST_ORDERED, signal);
  checkCount(ranking);
  const positions = ranking.page(null, MOST_ORDERED).hits.map(({ position }) => position);
  const imageIds = files.imageIds(positions);
  const positionOf = new Map(imageIds.map((imageId, index) => [imageId, positions[index]!]));
  const ordered = await orderImageIds(db, imageIds, order);
  const made = orders.get(name) ?? Int32Array.from(ordered, (imageId) => positionOf.get(imageId)!);
  orders.set(name, made);
  return made;
}

function checkCount(ranking: Ranking): void {
  const { found } = ranking.count();
  if (found <= MOST_ORDERED) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `At most ${MOST_ORDERED} images can be ordered; at least ${found} were found. Raise \`atLeastProbability\`, or leave \`orderBy\` out for the best first.`,
  );
}

/** The page of so many hits from a place of them on; those that are gone are passed over. */
export function orderedPage(ranking: Ranking, ordered: Int32Array, from: number, first: number): RankedPage {
  const { hits, isExact } = ranking.page(null, MOST_ORDERED);
  const hitAt = new Map(hits.map((hit) => [hit.position, hit]));
  const page: RankedPage["hits"][number][] = [];
  let served = from;
  while (served < ordered.length && page.length < first) {
    const hit = hitAt.get(ordered[served++]!);
    if (hit) page.push({ ...hit, place: { key: hit.key, position: hit.position, served, reading: null } });
  }
  return { hits: page, isExact, hasMore: served < ordered.length };
}
