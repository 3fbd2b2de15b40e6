import type { SubmitOptions } from "../../batcher/batcher-options";
import type { VocabularyVectors } from "../../inference/stages/score-on-lane";
import type { DecodedPicture } from "../../pictures/pixel-tasks";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { addImage, type GivenImage } from "../images/add-image";
import { admissionDoor } from "./admission-door";
import { checkTopK, scoreImage, type TopLabels } from "./score-image";
import { urgencyOf } from "./urgency";

/** A stored image, or how the bytes of one are read, which is not done for what is refused. */
type ImageToClassify = StoredImage | { readonly read: () => Promise<GivenImage> };
type StoredImage = { readonly imageId: string };

/** A picture whose labels a caller waits for. */
export interface WaitedFor {
  readonly image: ImageToClassify;
  readonly topK: number;
  /** The model version that scores it; the active one if there is none. */
  readonly modelVersionId?: string | null;
  /** How long the caller waits for the model; DEADLINE_EXCEEDED after that. */
  readonly deadlineMs?: number | null;
  /** Who waits: callers take turns. */
  readonly caller?: string;
  /** Fires when the caller has disconnected: then nothing more is done for it. */
  readonly signal?: AbortSignal;
}

/** Against what a picture is scored. */
interface Against {
  readonly vectors: VocabularyVectors;
  /** The only positions that count, if not all do. */
  readonly among?: readonly number[];
}

/** A picture with its best labels. */
export interface Scored<V> {
  readonly model: ModelVersionRow;
  readonly imageId: string;
  readonly labels: V;
  readonly best: TopLabels;
}

/**
 * Scores one image by a model version; bytes are first stored as an image. `labelsOf` says against what, and `answer`
 * what is made of it while the caller still waits. OVERLOADED at once, with nothing done, if the image must be encoded
 * and its turn would be after the deadline. `shortcut` may have an answer for a stored image beforehand.
 */
export async function scoreNow<V extends Against, T>(
  context: ServiceContext,
  { image, topK, modelVersionId, deadlineMs, caller, signal }: WaitedFor,
  labelsOf: (model: ModelVersionRow, urgency: SubmitOptions) => Promise<V>,
  answer: (scored: Scored<V>) => Promise<T>,
  shortcut: (imageId: string, urgency: SubmitOptions) => Promise<T | null> = async () => null,
): Promise<T> {
  checkTopK(topK);
  const { urgency, settle } = urgencyOf(deadlineMs ?? null, signal, caller);
  const door = admissionDoor(context.admission, urgency.deadline ?? null);
  try {
    if ("read" in image) door.enter();
    const quick = "imageId" in image ? await shortcut(image.imageId, urgency) : null;
    if (quick !== null) return quick;
    const given = "read" in image ? await image.read() : image;
    const { models } = context;
    const model = await (modelVersionId == null ? models.active() : models.byId(modelVersionId));
    const labels = await labelsOf(model, urgency);
    const { imageId, newPicture } = await storedImage(context, given, model, urgency);
    const request = { model, vectors: labels.vectors, among: labels.among, topK, imageId };
    const best = await scoreImage(context, request, { ...urgency, onMiss: door.enterToEncode, newPicture });
    const answered = await answer({ model, imageId, labels, best });
    door.leave(true);
    return answered;
  } finally {
    door.leave(false);
    settle();
  }
}

/**
 * The image's id and, if it is new, the picture as the model takes it: what was decoded to accept it is what is
 * encoded. Whether a stored image really exists is found out when its regions are read.
 */
async function storedImage(
  { db, models }: ServiceContext,
  image: StoredImage | GivenImage,
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
