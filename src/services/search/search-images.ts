import { RegionaryError } from "../../errors";
import type { Place } from "../../search/ranking/ranking";
import { decodeSearchCursor } from "../../search/search-cursor";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { checkOrder, orderedPositions } from "./ordered-hits";
import { readSearchPage } from "./read-search-page";
import { withUrgency } from "./rescore-images";
import type { SearchPage } from "./search-page";
import type { SearchRequest } from "./search-request";
import type { SearchSession } from "./search-session";
import { requestId, startSearch } from "./start-search";

const MOST_RESULTS = 100;
/** Images that are scored from their regions before a page is given that is not proven yet. */
const FIRST_BUDGET = 512;
/** ... and more of them until so much time has passed. */
const FIRST_MS = 700;

/**
 * A page of the stored images that have what is looked for, best first: exactly those that scoring every image would give,
 * as far as `exact` says so; the proof of the rest goes on in the background. INVALID_INPUT, INVALID_VOCABULARY,
 * VECTOR_SPACE_MISMATCH or NOT_FOUND for what cannot be looked for, NOT_CALIBRATED where probabilities are asked for and
 * there are none, SEARCH_EXPIRED for the cursor of a search that is no longer kept.
 */
export async function searchImages(context: ServiceContext, request: SearchRequest): Promise<SearchPage> {
  const begun = performance.now();
  const hasTime = () => performance.now() < begun + FIRST_MS;
  checkRequest(request);
  const { after, first, orderBy, signal, caller, priority } = request;
  const urgency = { priority: priority ?? "interactive", owner: caller, signal } as const;
  const { proofs, inTurn } = context.searches;
  const start = async () => startSearch(context, await modelOf(context, request), request, urgency);
  const { session, place } =
    after === null
      ? { session: await inTurn(start, urgency), place: null }
      : await goOn(context, request, after);
  const upTo = (place?.served ?? 0) + first;
  const { ranking } = session;
  const ordered = orderBy ? await orderedPositions(context, session, orderBy, signal) : undefined;
  if (request.waitForProof) await proofs.proven(ranking, upTo, signal);
  else if (!ordered) {
    const estimate = () => ranking.estimate(upTo, { budget: FIRST_BUDGET, hasTime, signal });
    await inTurn(() => withUrgency(urgency, estimate), urgency);
  }
  const page = await readSearchPage(context, session, {
    ...{ after: place, first, ordered, query: cursorId(request) },
  });
  context.searches.weigh(session);
  proofs.want(ranking, upTo); // done at once where the page is proven
  return { ...page, tookMs: performance.now() - begun };
}

async function modelOf(
  { models }: ServiceContext,
  { modelVersionId }: SearchRequest,
): Promise<ModelVersionRow> {
  return modelVersionId === null ? models.active() : models.byId(modelVersionId);
}

/** The search that a cursor belongs to. */
async function goOn(
  context: ServiceContext,
  request: SearchRequest,
  after: string,
): Promise<{ session: SearchSession; place: Place }> {
  const { searchId, place } = decodeSearchCursor(after, cursorId(request));
  const session = context.searches.find(searchId);
  if (request.modelVersionId !== null && request.modelVersionId !== session.model.id)
    throw new RegionaryError("INVALID_INPUT", "`after` belongs to a search by another model version.");
  return { session, place };
}

/** Stands for all that a request asks for but a page of it. */
function cursorId(request: SearchRequest): string {
  const { orderBy } = request;
  return orderBy ? `${requestId(request)} ${orderBy.by} ${orderBy.direction}` : requestId(request);
}

function checkRequest(request: SearchRequest): void {
  const { first, atLeastProbability } = request;
  checkOrder(request);
  if (!Number.isInteger(first) || first < 1 || first > MOST_RESULTS)
    throw new RegionaryError("INVALID_INPUT", `\`first\` must be from 1 to ${MOST_RESULTS}; got ${first}.`);
  if (atLeastProbability === null || (atLeastProbability > 0 && atLeastProbability < 1)) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `\`atLeastProbability\` must be between 0 and 1; got ${atLeastProbability}.`,
  );
}
