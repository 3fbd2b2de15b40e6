import type { Database } from "../../../storage/database/database";
import { type IndexingRow, imageIndexings } from "../../../storage/search/image-indexings";
import { hasEnded } from "../../../storage/work/work-states";
import { keyAfter } from "../../work/create-or-go-on";
import { requestHashOf } from "../../work/request-hash";
import type { IndexingRequest } from "./accept-indexing";
import type { SearchIndexes } from "./search-indexes";

/** Searches come in bursts, and each finds the same images missing. */
const AGAIN_AFTER_MS = 10_000;
/** Somebody canceled it, or it cannot go on: it is not begun again behind his back for a while. */
const LEFT_ALONE_MS = 60 * 60_000;

/**
 * Begins an indexing unless it is under way, was begun a moment ago, or was canceled or failed less than an hour ago. It
 * never rejects: who finds images missing has something else to do, and finds them again.
 */
export function createIndexingStarter(db: Database): SearchIndexes["startIndexing"] {
  const lately = new Map<string, number>();
  const start = async (asked: IndexingRequest) => {
    const requestHash = requestHashOf(asked);
    const latest = await imageIndexings.findLatest(db, requestHash);
    if (latest && isLeftAlone(latest)) return;
    const idempotencyKey = keyAfter(latest, requestHash);
    await imageIndexings.create(db, asked, { total: 0, requestHash, idempotencyKey });
  };
  return async ({ id }, vocabularyId) => {
    const now = performance.now();
    const key = `${id} ${vocabularyId}`;
    const last = lately.get(key);
    if (last !== undefined && now < last + AGAIN_AFTER_MS) return;
    lately.set(key, now);
    await start({ modelVersionId: id, vocabularyId: vocabularyId ?? null }).catch(() => undefined);
  };
}

function isLeftAlone({ state, finishedAt }: IndexingRow): boolean {
  if (!hasEnded(state)) return true;
  return state !== "COMPLETED" && Date.now() - Number(finishedAt) < LEFT_ALONE_MS;
}
