import type { Admission, Admitted } from "../../batcher/admission";
import type { SubmitOptions } from "../../batcher/batcher-options";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { DecodedPicture } from "../../pictures/pixel-tasks";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { addPrediction, type PredictionRow } from "../../storage/predictions/predictions";
import type { ServiceContext } from "../context";
import { addImage, type GivenImage } from "../images/add-image";
import type { RegionOptions } from "../regions/region-store";
import { checkTopK, scoreImage } from "./score-image";

const MAX_DEADLINE_MS = 600_000;

type ImageToClassify = { imageId: string } | GivenImage;

interface ClassifyRequest {
  readonly image: ImageToClassify;
  readonly vocabularyId: string;
  readonly topK: number;
  /** How long the caller waits for the model; DEADLINE_EXCEEDED after that. */
  readonly deadlineMs?: number | null;
  /** Fires when the caller has disconnected: then nothing more is done for it. */
  readonly signal?: AbortSignal;
}

/**
 * Scores one image against a vocabulary and stores the prediction; bytes are first stored as an image. OVERLOADED at
 * once, with nothing done, if the image must be encoded and its turn would be after the deadline.
 */
export async function classify(
  context: ServiceContext,
  { image, vocabularyId, topK, deadlineMs, signal }: ClassifyRequest,
): Promise<PredictionRow> {
  checkTopK(topK);
  const { urgency, settle } = urgencyOf(deadlineMs ?? null, signal);
  const door = doorOf(context.admission, urgency.deadline ?? null);
  try {
    if ("bytes" in image) door.enter();
    const prediction = await classifyWith(
      context,
      { image, vocabularyId, topK },
      { ...urgency, onMiss: door.enterToEncode },
    );
    door.leave(true);
    return prediction;
  } finally {
    door.leave(false);
    settle();
  }
}

/** One request's way through admission: it enters at most once, and leaves at its end at the latest. */
function doorOf(admission: Admission, deadline: number | null) {
  let admitted: Admitted | undefined;
  let encodes = false;
  const enter = () => {
    admitted ??= admission.enter(deadline);
  };
  return {
    enter,
    enterToEncode: () => {
      encodes = true;
      enter();
    },
    /** Only encoded images show how long others will take. */
    leave: (isDone: boolean) => admitted?.leave(isDone && encodes),
  };
}

async function classifyWith(
  context: ServiceContext,
  { image, vocabularyId, topK }: Pick<ClassifyRequest, "image" | "vocabularyId" | "topK">,
  urgency: RegionOptions,
): Promise<PredictionRow> {
  const model = await context.models.active();
  const vocabulary = await context.vocabularies.recent(vocabularyId);
  const vectors = await context.vectorsFor(vocabulary, model, urgency.signal);
  const { imageId, newPicture } = await storedImage(context, image, model, urgency);
  const best = await scoreImage(context, { model, vectors, topK, imageId }, { ...urgency, newPicture });
  const prediction = { imageId, modelVersionId: model.id, vocabularyId, ...best };
  return addPrediction(context.db, prediction).catch((error: unknown) => {
    if (isRegionaryError(error) && error.code === "NOT_FOUND") context.vocabularies.forget(vocabularyId);
    throw error;
  });
}

/**
 * The urgency of an interactive caller: the deadline limits the batches that it joins and ends the wait itself, until
 * it is settled.
 */
function urgencyOf(
  deadlineMs: number | null,
  signal: AbortSignal | undefined,
): { urgency: SubmitOptions; settle(): void } {
  if (deadlineMs === null) return { urgency: { priority: "interactive", signal }, settle: () => undefined };
  if (deadlineMs < 1 || deadlineMs > MAX_DEADLINE_MS) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `deadlineMs must be from 1 to ${MAX_DEADLINE_MS}; got ${deadlineMs}.`,
    );
  }
  const expiry = new AbortController();
  const reason = new RegionaryError(
    "DEADLINE_EXCEEDED",
    `There was no result within ${deadlineMs} ms. Allow more time, or send fewer requests at once.`,
  );
  const timer = setTimeout(() => expiry.abort(reason), deadlineMs).unref();
  const signals = signal ? [signal, expiry.signal] : [expiry.signal];
  const deadline = performance.now() + deadlineMs;
  return {
    urgency: { priority: "interactive", deadline, signal: AbortSignal.any(signals) },
    settle: () => clearTimeout(timer),
  };
}

/**
 * The image's id and, if it is new, the picture as the model takes it: what was decoded to accept it is what is
 * encoded. Whether a stored image really exists is found out when its regions are read.
 */
async function storedImage(
  { db, models }: ServiceContext,
  image: ImageToClassify,
  model: ModelVersionRow,
  urgency: SubmitOptions,
): Promise<{ imageId: string; newPicture?: DecodedPicture }> {
  if ("imageId" in image) return { imageId: image.imageId };
  let newPicture: DecodedPicture | undefined;
  const { image: row, alreadyStored } = await addImage(db, image, async (bytes) => {
    const loaded = await models.loaded(model);
    newPicture = await loaded.decode(bytes, { ...urgency, mode: "photo" });
    return newPicture.info;
  });
  // If another caller stored the same bytes meanwhile, that caller also has it encoded.
  return alreadyStored ? { imageId: row.id } : { imageId: row.id, newPicture };
}
