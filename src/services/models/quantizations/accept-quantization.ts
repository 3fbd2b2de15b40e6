import { RegionaryError } from "../../../errors";
import { findImages } from "../../../storage/images/images";
import { readModelSpace } from "../../../storage/models/model-spaces";
import { type QuantizationRow, quantizations } from "../../../storage/models/quantizations";
import { findNewestVocabularyIn } from "../../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../../context";
import { createOrGoOn } from "../../work/create-or-go-on";
import { acceptedBefore, sameRequest } from "../../work/idempotency";
import { requestHashOf } from "../../work/request-hash";
import { checkModelName } from "../model-name";
import { checkQuantizable } from "./check-quantizable";

const MAX_IMAGES = 10_000;

interface QuantizationRequest {
  readonly modelVersionId: string;
  /** What to call the result; the model's name with -int8 by default. */
  readonly name?: string | null;
  readonly imageIds: readonly string[];
  /** How many of the images its ranges are taken from; it is measured on the others. */
  readonly forRanges: number;
  /** Whose labels are compared; the newest that fits the model by default. */
  readonly vocabularyId?: string | null;
  readonly idempotencyKey?: string | null;
}

type Context = Pick<ServiceContext, "db" | "models" | "vocabularies" | "vectorsFor" | "modelCacheDirectory">;

/**
 * Accepts a quantization: it is stored with its job before this returns, and will be completed whatever
 * happens to this process. The same idempotency key gives the same one; with another request it is a
 * CONFLICT.
 */
export async function acceptQuantization(
  context: Context,
  request: QuantizationRequest,
): Promise<QuantizationRow> {
  const { idempotencyKey = null } = request;
  const requestHash = hashOf(request);
  const earlier = await acceptedBefore(context.db, quantizations, idempotencyKey);
  if (earlier) return sameRequest(earlier, requestHash);
  const asked = await prepare(context, request);
  const accepted = { total: asked.imageIds.length, requestHash, idempotencyKey };
  return sameRequest(await quantizations.create(context.db, asked, accepted), requestHash);
}

/** Accepts a quantization, or finds an unfinished one of the same request. */
export async function quantizeOrGoOn(context: Context, request: QuantizationRequest) {
  const asked = await prepare(context, request);
  const accepted = { total: asked.imageIds.length, requestHash: hashOf(request) };
  return createOrGoOn(context.db, quantizations, asked, accepted);
}

function hashOf({ modelVersionId, name, imageIds, forRanges, vocabularyId }: QuantizationRequest): string {
  return requestHashOf([modelVersionId, name, imageIds, forRanges, vocabularyId]);
}

/** A valid request, with its defaults filled in. */
async function prepare(context: Context, request: QuantizationRequest) {
  const { db, models, vocabularies, vectorsFor, modelCacheDirectory } = context;
  const { modelVersionId, forRanges, vocabularyId } = request;
  const model = await models.byId(modelVersionId);
  const name = request.name ?? `${model.name}-int8`;
  checkModelName(name);
  const imageIds = [...new Set(request.imageIds)];
  checkCounts(imageIds.length, forRanges);
  const missing = imageIds.length - (await findImages(db, imageIds)).length;
  if (missing > 0)
    throw new RegionaryError("NOT_FOUND", `${missing} of the ${imageIds.length} images are not stored.`);
  await checkQuantizable(db, model, modelCacheDirectory);
  const space = await readModelSpace(db, modelVersionId);
  const newest = space === null ? null : await findNewestVocabularyIn(db, space);
  const vocabulary = vocabularyId ? await vocabularies.byId(vocabularyId) : newest;
  if (vocabulary) await vectorsFor(vocabulary, model); // refused now, not by the job
  return { modelVersionId, name, imageIds, forRanges, vocabularyId: vocabulary?.id ?? null };
}

function checkCounts(images: number, forRanges: number): void {
  if (images < 2 || images > MAX_IMAGES)
    throw new RegionaryError(
      "INVALID_INPUT",
      `imageIds must have 2 to ${MAX_IMAGES} different images; got ${images}.`,
    );
  if (Number.isInteger(forRanges) && forRanges >= 1 && forRanges < images) return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `rangeImages must be a whole number from 1 to ${images - 1}, so that at least one of the ${images} images is left to measure on; got ${forRanges}.`,
  );
}
