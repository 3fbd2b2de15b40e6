import { createBatcher } from "../../batcher/batcher";
import { settleAll } from "../../batcher/settle-all";
import { isRegionaryError } from "../../errors";
import { int8VersionIdsForBatch } from "../../storage/models/model-versions";
import {
  type BatchRow,
  closeBatchIfDone,
  predictionBatches,
} from "../../storage/predictions/prediction-batches";
import { type PredictionResult, recordResults } from "../../storage/predictions/prediction-results";
import { type PendingPrediction, pendingPredictions } from "../../storage/predictions/predictions";
import { putBackJob } from "../../storage/work/work-jobs";
import { hasEnded } from "../../storage/work/work-states";
import type { ServiceContext } from "../context";
import { beginHere, refuseUnfit, servedHere, UnfitHost } from "../work/host";
import { patiently } from "../work/patiently";
import { beginTurn } from "./batch-turn";
import { scoreImage } from "./score-image";

/** Images of one batch worked on at once: some are read, some encoded or scored, some stored. */
const IMAGES_IN_FLIGHT = 32;
const PENDING_PER_READ = 4 * IMAGES_IN_FLIGHT;
/** The most results stored in one transaction; those that arrive during one wait for the next. */
const MAX_RESULTS_PER_WRITE = 64;
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
  const writer = createBatcher<PredictionResult, null>({
    name: "results",
    lanes: 1,
    maxBatch: MAX_RESULTS_PER_WRITE,
    maxQueued: IMAGES_IN_FLIGHT,
    runBatch: async (results) => {
      if (!(await recordResults(context.db, batchId, results))) runs = false;
      return results.map(() => null);
    },
  });
  const turn = beginTurn(context.db);
  const leaving = AbortSignal.any([signal, turn.over]);
  const { aborted, letGo } = rejectionBy(leaving);
  const makeOne = async (prediction: PendingPrediction): Promise<void> => {
    const request = { model, vectors, imageId: prediction.imageId, topK: batch.topK };
    const scored = patiently(
      () => scoreImage(context, request, { priority: "bulk", owner: batchId, signal: leaving }),
      leaving,
    );
    const result = await scored.then(
      (best) => ({ predictionId: prediction.id, ...best }),
      (error: unknown) => failure(prediction.id, error),
    );
    await writer.submit(result);
    turn.gotOn();
  };
  try {
    await forEachPending(
      context,
      batch,
      () => runs && !leaving.aborted,
      (prediction) =>
        // Do not wait for the model; unfinished images are redone at the next start.
        Promise.race([makeOne(prediction), aborted]),
    );
  } catch (error) {
    if (!turn.over.aborted) throw error;
  } finally {
    turn.end();
    letGo();
    writer.close();
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

/** Calls `work` for every pending prediction in order, a bounded number at once, until `goOn` says no. */
async function forEachPending(
  { db }: ServiceContext,
  batch: BatchRow,
  goOn: () => boolean,
  work: (prediction: PendingPrediction) => Promise<void>,
): Promise<void> {
  let waiting: PendingPrediction[] = [];
  let position = -1;
  let reading: Promise<void> | null = null;
  let failed = false;
  const read = async () => {
    waiting = await pendingPredictions(db, batch.id, position, PENDING_PER_READ);
    position = waiting.length < PENDING_PER_READ ? Number.POSITIVE_INFINITY : waiting.at(-1)!.position;
  };
  const next = async (): Promise<PendingPrediction | undefined> => {
    while (waiting.length === 0 && position !== Number.POSITIVE_INFINITY) {
      reading ??= read().finally(() => {
        reading = null;
      });
      await reading;
    }
    return waiting.shift();
  };
  const worker = async () => {
    while (goOn() && !failed) {
      const prediction = await next();
      if (!prediction) return;
      try {
        await work(prediction);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  // Wait for all workers, so that nothing of this run is still in progress when the job is tried again.
  await settleAll(Array.from({ length: IMAGES_IN_FLIGHT }, worker));
}
