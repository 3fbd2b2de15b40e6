import { isRegionaryError } from "../../errors";
import { addPrediction, type PredictionRow } from "../../storage/predictions/predictions";
import type { ServiceContext } from "../context";
import { classifyAsBefore } from "./classify-as-before";
import { scoreNow, type WaitedFor } from "./score-now";

/** Scores one image against a vocabulary and stores the prediction; refused as `scoreNow` says. */
export function classify(
  context: ServiceContext,
  { vocabularyId, ...request }: WaitedFor & { readonly vocabularyId: string },
): Promise<PredictionRow> {
  const forget = (error: unknown) => {
    if (isRegionaryError(error) && error.code === "NOT_FOUND") context.vocabularies.forget(vocabularyId);
    throw error;
  };
  return scoreNow(
    context,
    request,
    async (model, { signal }) => {
      const vocabulary = await context.vocabularies.recent(vocabularyId);
      return { vectors: await context.vectorsFor(vocabulary, model, signal) };
    },
    ({ model, imageId, best }) =>
      addPrediction(context.db, { imageId, modelVersionId: model.id, vocabularyId, ...best }).catch(forget),
    (imageId, urgency) =>
      classifyAsBefore(context, { imageId, vocabularyId, topK: request.topK }, urgency).catch(forget),
  );
}
