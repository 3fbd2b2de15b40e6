import { isRegionaryError, RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { findImages } from "../../storage/images/images";
import { type ImageFilter, listImageIds } from "../../storage/images/list-images";
import { type BatchRow, createBatch, predictionBatches } from "../../storage/predictions/prediction-batches";
import type { ServiceContext } from "../context";
import { checkVectors } from "../vocabularies/check-vectors";
import { acceptedBefore, sameRequest } from "../work/idempotency";
import { requestHashOf } from "../work/request-hash";
import { checkTopK } from "./score-image";

export const MAX_BATCH_IMAGES = 10_000;
/** The most missing images that an error names. */
const MAX_NAMED = 100;

interface PredictRequest {
  readonly images: ImagesToPredict;
  readonly vocabularyId: string;
  readonly topK: number;
  readonly idempotencyKey?: string | null;
}

/** Images by their ids, in that order, or those that meet a filter when the batch is accepted, oldest first. */
export type ImagesToPredict = { readonly ids: readonly string[] } | { readonly filter: ImageFilter };

/**
 * Accepts a batch: it is stored with its job before this returns, and will be completed whatever happens to
 * this process. The same idempotency key gives the same batch; with another request it is a CONFLICT.
 */
export async function predict(context: ServiceContext, request: PredictRequest): Promise<BatchRow> {
  const { images, vocabularyId, topK, idempotencyKey = null } = request;
  checkTopK(topK);
  const requestHash = requestHashOf(["ids" in images ? images.ids : images.filter, vocabularyId, topK]);
  const earlier = await acceptedBefore(context.db, predictionBatches, idempotencyKey);
  if (earlier) return sameRequest(earlier, requestHash);
  const imageIds = await idsOf(context.db, images);
  const model = await context.models.chosen(); // the host that begins it decides what makes its predictions
  await checkVectors(context, await context.vocabularies.recent(vocabularyId), model); // so that it is refused now, not by the job
  const batch = await createBatch(context.db, {
    modelVersionId: model.id,
    vocabularyId,
    topK,
    imageIds,
    idempotencyKey,
    requestHash,
  }).catch(async (error: unknown) => {
    // The database reports only that something is missing; look up what it is.
    if (isRegionaryError(error) && error.code === "NOT_FOUND")
      await explainMissing(context, vocabularyId, imageIds);
    throw error;
  });
  return sameRequest(batch, requestHash);
}

async function idsOf(db: Database, images: ImagesToPredict): Promise<readonly string[]> {
  const byId = "ids" in images;
  const ids = byId ? images.ids : await listImageIds(db, images.filter, MAX_BATCH_IMAGES + 1);
  if (ids.length >= 1 && ids.length <= MAX_BATCH_IMAGES) return ids;
  throw new RegionaryError(
    "INVALID_INPUT",
    byId
      ? `A batch must have 1 to ${MAX_BATCH_IMAGES} images; got ${ids.length}.`
      : ids.length === 0
        ? "No image meets the filter."
        : `More than ${MAX_BATCH_IMAGES} images meet the filter, which is the most that a batch may have. Narrow it, such as by a folder or by hasPrediction: false.`,
  );
}

/** Throws NOT_FOUND naming what does not exist. */
async function explainMissing(
  { db, vocabularies }: ServiceContext,
  vocabularyId: string,
  imageIds: readonly string[],
): Promise<void> {
  vocabularies.forget(vocabularyId);
  await vocabularies.byId(vocabularyId);
  const found = new Set((await findImages(db, [...new Set(imageIds)])).map(({ id }) => id));
  // By their places, because the caller knows them by other ids than the database does.
  const missing = imageIds.flatMap((id, place) => (found.has(id) ? [] : [`imageIds[${place}]`]));
  if (missing.length === 0) return;
  const named = missing.slice(0, MAX_NAMED).join(", ");
  throw new RegionaryError(
    "NOT_FOUND",
    `${missing.length} of ${imageIds.length} images are not stored: ${named}${missing.length > MAX_NAMED ? ", …" : "."}`,
  );
}
