import { findImages } from "../../storage/images/images";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { newestPredictions } from "../../storage/predictions/newest-predictions";
import { addPrediction, type PredictionRow } from "../../storage/predictions/predictions";
import type { VocabularyRow } from "../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../context";
import { type ImageToExport } from "./exported-image";
import { checkTopK, scoreImage } from "./score-image";

interface LabelRequest {
  readonly model: ModelVersionRow;
  readonly vocabulary: VocabularyRow;
  readonly topK: number;
  readonly signal: AbortSignal;
}

/**
 * The best labels of a stored image, null if it was just deleted: the prediction that there is by this model with this
 * vocabulary, or a new one.
 */
export async function labelStored(
  context: ServiceContext,
  imageId: string,
  { model, vocabulary, topK, signal }: LabelRequest,
): Promise<Omit<ImageToExport, "position"> | null> {
  checkTopK(topK);
  const { db } = context;
  const [[image], newest] = await Promise.all([
    findImages(db, [imageId]),
    newestPredictions(db, [imageId], vocabulary.id),
  ]);
  if (!image) return null;
  const known = newest.get(imageId);
  const enough = Math.min(topK, vocabulary.labelCount);
  if (known?.modelVersionId === model.id && known.labels.length >= enough)
    return { image, prediction: cut(known, enough) };
  const vectors = await context.vectorsFor(vocabulary, model, signal);
  const best = await scoreImage(context, { model, vectors, imageId, topK }, { priority: "bulk", signal });
  const made = { imageId, modelVersionId: model.id, vocabularyId: vocabulary.id, ...best };
  return { image, prediction: await addPrediction(db, made) };
}

const cut = ({ labels, scores, ...prediction }: PredictionRow, count: number): PredictionRow => ({
  ...prediction,
  labels: labels.slice(0, count),
  scores: scores.slice(0, count),
});
