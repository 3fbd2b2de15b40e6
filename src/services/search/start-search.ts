import { createHash } from "node:crypto";
import type { SubmitOptions } from "../../batcher/batcher-options";
import { createRanking } from "../../search/ranking/create-ranking";
import { correctedImageIds } from "../../storage/images/corrections";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import type { OpenIndex } from "./index/open-index";
import { nearAcceptance } from "./near-acceptance";
import { rankedQuery } from "./ranked-search";
import { rescorer } from "./rescore-images";
import type { SearchRequest } from "./search-request";
import type { SearchSession } from "./search-session";
import { planSearch } from "./terms/plan-search";
import { resolveTerms } from "./terms/resolve-terms";
import type { ResolvedTerm } from "./terms/resolved-term";
import { termBounds } from "./terms/term-bounds";

/** A search of the index as it is now: one that is kept if nothing has changed for it, or a new one. */
export async function startSearch(
  context: ServiceContext,
  model: ModelVersionRow,
  request: SearchRequest,
  urgency: SubmitOptions,
): Promise<SearchSession> {
  const plan = planSearch(request);
  const [terms, index] = await Promise.all([
    resolveTerms(context, model, plan.terms, urgency),
    context.indexes.open(model),
  ]);
  if (index.missing > 0) void context.indexes.startIndexing(model);
  const { atLeastProbability, filter } = request;
  const query = rankedQuery(plan, terms, atLeastProbability, model);
  const [allowed, absent] = await Promise.all([
    allowedPositions(context, index, filter),
    absentPositions(context, index, terms),
  ]);
  const asked = requestId(request);
  // What was asked for is in it too: a cursor fits the request of the page before alone.
  const id = hashOf([
    ...[asked, model.id, index.id, index.revision, query, terms.map(({ line }) => line)],
    ...[...terms.map(({ classifier }) => classifier), ...(allowed ? [allowed] : [])],
    absent.map((positions) => positions && [...positions].sort((a, b) => a - b)),
  ]);
  return context.searches.open(id, urgency.signal, async (signal) => {
    const scored = terms.slice(0, plan.scored);
    const known = await termBounds(context, { model, index, terms: scored }, signal);
    // Kept as long as the search: not what its snapshot has besides, which may be large.
    const { id: indexId, revision, files } = index;
    const images = index.count - index.deleted.size;
    const kept = { id: indexId, revision, files, images };
    const ranking = createRanking(query, {
      count: index.count,
      terms: known.map(({ bounds }) => bounds),
      allowed,
      absent: absent.slice(0, plan.scored),
      rescore: rescorer(context, { model, index: kept, terms: scored, key: `search ${id}` }, known),
      ...(plan.near.length > 0 && {
        accept: nearAcceptance(context, {
          key: `near ${id}`,
          model,
          index: kept,
          terms,
          near: plan.near,
          absent,
          cut: query.excludedFrom,
        }),
      }),
    });
    const { cut } = query;
    return { id, query: asked, model, plan, cut, terms, index: kept, ranking, orders: new Map() };
  });
}

/** 1 for the positions that may be found; null where all may. */
async function allowedPositions(
  { indexes }: ServiceContext,
  index: OpenIndex,
  filter: SearchRequest["filter"],
): Promise<Uint8Array | null> {
  const isFiltered = Object.values(filter).some((condition) => condition !== undefined);
  if (!isFiltered && index.deleted.size === 0) return null;
  const allowed = isFiltered
    ? await indexes.positionsMeeting(index, filter)
    : new Uint8Array(index.count).fill(1);
  for (const position of index.deleted) allowed[position] = 0;
  return allowed;
}

/** By term, where people said that its label is not. */
async function absentPositions(
  { db, indexes }: ServiceContext,
  index: OpenIndex,
  terms: readonly ResolvedTerm[],
): Promise<(ReadonlySet<number> | null)[]> {
  const labels = terms.flatMap(({ label }) => (label === null ? [] : [label]));
  const corrected = await correctedImageIds(db, labels);
  return Promise.all(
    terms.map(async ({ label }) => {
      const imageIds = label === null ? undefined : corrected.get(label);
      return imageIds ? new Set((await indexes.positionsOf(index, imageIds)).values()) : null;
    }),
  );
}

/** Stands for all that a request asks for but an order, and a page of it. */
export function requestId({ what, not, near, filter, atLeastProbability }: SearchRequest): string {
  return hashOf([what, not, near, filter, atLeastProbability]);
}

function hashOf(parts: readonly unknown[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    if (ArrayBuffer.isView(part)) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    else hash.update(JSON.stringify(part));
    hash.update("\n");
  }
  return hash.digest("hex").slice(0, 32);
}
