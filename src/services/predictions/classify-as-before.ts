import type { SubmitOptions } from "../../batcher/batcher-options";
import { addPredictionIfActive, type PredictionRow } from "../../storage/predictions/predictions";
import type { ServiceContext } from "../context";
import { scoreRegions } from "./score-image";

/**
 * A prediction by what is at hand: the model that was active last, vectors in memory, regions that are stored. Null, with
 * nothing done, if one of them is missing or another model is active by now, which the statement that stores the prediction
 * finds out: that saves a question to the database before each answer.
 */
export async function classifyAsBefore(
  context: ServiceContext,
  { imageId, vocabularyId, topK }: { imageId: string; vocabularyId: string; topK: number },
  urgency: SubmitOptions,
): Promise<PredictionRow | null> {
  const { db, models, vocabularies, vectorsFor, regions } = context;
  const last = models.lastActive();
  if (!last) return null;
  const { model, read } = last;
  const vectors = vectorsFor.kept(await vocabularies.recent(vocabularyId), model);
  const values = vectors && (await regions.stored(model, imageId, urgency));
  if (!values) return null;
  const best = await scoreRegions(context, { model, vectors, topK }, values, urgency);
  const prediction = { imageId, modelVersionId: model.id, vocabularyId, ...best };
  return addPredictionIfActive(db, prediction, read);
}
