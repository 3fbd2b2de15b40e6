import type { SubmitOptions } from "../../batcher/batcher-options";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import { addPredictionIfActive, type PredictionRow } from "../../storage/predictions/predictions";
import type { ServiceContext } from "../context";
import { scoreRegions, type TopLabels } from "./score-image";

interface AskedBefore {
  readonly imageId: string;
  readonly vocabularyId: string;
  readonly topK: number;
}

/**
 * A prediction by what is at hand: the model that was active last, vectors in memory, regions that are stored. Null, with
 * nothing done, if one of them is missing or another model is active by now, which the statement that stores the prediction
 * finds out: that saves a question to the database before each answer.
 */
export async function classifyAsBefore(
  context: ServiceContext,
  asked: AskedBefore,
  urgency: SubmitOptions,
): Promise<PredictionRow | null> {
  const last = context.models.lastActive();
  if (!last) return null;
  const { model, read } = last;
  // What fails here may be due to a model that is not the active one any more.
  const best = await scoreStored(context, model, asked, urgency).catch(() => null);
  if (!best) return null;
  const { imageId, vocabularyId } = asked;
  return addPredictionIfActive(
    context.db,
    { imageId, modelVersionId: model.id, vocabularyId, ...best },
    read,
  );
}

async function scoreStored(
  context: Pick<ServiceContext, "models" | "vocabularies" | "vectorsFor" | "regions">,
  model: ModelVersionRow,
  { imageId, vocabularyId, topK }: AskedBefore,
  urgency: SubmitOptions,
): Promise<TopLabels | null> {
  const vectors = context.vectorsFor.kept(await context.vocabularies.recent(vocabularyId), model);
  const values = vectors && (await context.regions.stored(model, imageId, urgency));
  return values && scoreRegions(context, { model, vectors, topK }, values, urgency);
}
