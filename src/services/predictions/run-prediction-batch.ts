import { gather } from "../../batcher/gather";
import { isRegionaryError } from "../../errors";
import { int8VersionIdsForBatch } from "../../storage/models/model-versions";
import { closeBatchIfDone, predictionBatches } from "../../storage/predictions/prediction-batches";
import { type PredictionResult, recordResults } from "../../storage/predictions/prediction-results";
import type { PendingPrediction } from "../../storage/predictions/predictions";
import { putBackJob } from "../../storage/work/work-jobs";
import { hasEnded } from "../../storage/work/work-states";
import type { ServiceContext } from "../context";
import { beginHere, refuseUnfit, servedHere, UnfitHost } from "../work/host";
import { patiently } from "../work/patiently";
import { beginTurn } from "./batch-turn";
import { forEachPending } from "./for-each-pending";
import { scoreImage } from "./score-image";

/** Results stored in one statement: PostgreSQL takes nearly as long for one as for sixteen. */
const RESULTS_TOGETHER = { most: 64, waitMs: 50 };
/** Failures caused by the image, not by this machine: they are final for the prediction. */
const FINAL_CODES = new Set([
  "INVALID_IMAGE",
  "IMAGE_TOO_LARGE",
  "NOT_FOUND",
  "BLOB_MISSING",
  "LANE_FAILED",
  "MODEL_OVERFLOW",
]);

/**
 * Makes the predictions of a batch that are still pending, as long as no other batch waits for its worker: then it is put
 * back. When run again, as after a crash, it goes on where the stored predictions end. Throws what is not an image's
 * fault, so that the job is tried again.
 */
export async function runPredictionBatch(
  context: ServiceContext,
  batchId: string,
  signal: AbortSignal,
): Promise<void> {
  const begun = await begin(context, batchId);
  if (!begun) return;
  const { batch, model } = begun;
  const vocabulary = await context.vocabularies.recent(batch.vocabularyId);
  const vectors = await context.vectorsFor(vocabulary, model, signal);
  let runs = true;
  const turn = beginTurn(context.db);
  const leaving = AbortSignal.any([signal, turn.over]);
  const { aborted, letGo } = rejectionBy(leaving);
  const results = gather<PredictionResult>(RESULTS_TOGETHER, async (some) => {
    if (await recordResults(context.db, batchId, some)) turn.gotOn();
    else runs = false;
  });
  let inHand = 0;
  const makeOne = async ({ id: predictionId, imageId }: PendingPrediction): Promise<void> => {
    const request = { model, vectors, imageId, topK: batch.topK };
    inHand++;
    const result = await patiently(
      () => scoreImage(context, request, { priority: "bulk", owner: batchId, signal: leaving }),
      leaving,
    )
      .then(
        (best) => ({ predictionId, ...best }),
        (error: unknown) => failure(predictionId, error),
      )
      .finally(() => inHand--);
    const stored = results.add(result);
    if (inHand === 0) void results.flush(); // nothing else is coming soon
    await stored;
  };
  try {
    await forEachPending(
      context.db,
      batchId,
      () => runs && !leaving.aborted,
      (prediction) =>
        // Do not wait for the model; unfinished images are redone at the next start.
        Promise.race([makeOne(prediction), aborted]),
    );
  } catch (error) {
    if (!turn.over.aborted) throw error;
    await results.flush(); // what is made need not be made again
  } finally {
    turn.end();
    letGo();
  }
  signal.throwIfAborted();
  if (runs) await closeBatchIfDone(context.db, batchId); // the images it still waited for were deleted
  if (runs && turn.over.aborted) await putBackJob(context.db, "PREDICTION", batchId);
}

/**
 * Begins a batch, or goes on with it, and says which model version makes it: on the host that begins, the one that
 * was requested or its stand-in there; on all others, the same. Null if it has ended. Throws `UnfitHost`.
 */
async function begin({ db, engine, models }: ServiceContext, batchId: string) {
  const [[batch], int8VersionIds] = await Promise.all([
    predictionBatches.find(db, [batchId]),
    int8VersionIdsForBatch(db, batchId),
  ]);
  if (!batch || hasEnded(batch.state)) return null;
  const asked = await models.byId(batch.modelVersionId);
  const model = batch.madeById
    ? await models.byId(batch.madeById)
    : ((await models.standIn(asked, int8VersionIds)) ?? asked);
  if (model.id !== asked.id && !models.mayStandIn(model)) {
    throw new UnfitHost("it was begun with an 8-bit version, which may not stand in on this host");
  }
  const beginning = beginHere(servedHere({ engine }, model, await models.loaded(model)));
  refuseUnfit(batch.fixed, beginning);
  const begun = await predictionBatches.begin(db, batchId, beginning, { madeById: model.id });
  // Another host may have begun it meanwhile, and fixed another version.
  return begun && { batch: begun, model: await models.byId(begun.madeById ?? model.id) };
}

/** Rejects when the signal fires, until it is released: the signal outlives the batch. */
function rejectionBy(signal: AbortSignal): { aborted: Promise<never>; letGo(): void } {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
  });
  aborted.catch(() => undefined);
  signal.addEventListener("abort", onAbort, { once: true });
  return { aborted, letGo: () => signal.removeEventListener("abort", onAbort) };
}

function failure(predictionId: string, error: unknown): PredictionResult {
  if (!isRegionaryError(error) || !FINAL_CODES.has(error.code)) throw error;
  return { predictionId, errorCode: error.code, errorMessage: error.message };
}
