import { RegionaryError } from "../../errors";
import { type PredictedTag, tagByPrediction } from "../../storage/images/image-tags";
import { tagKey } from "../../storage/images/tag-key";
import { newestPredictions } from "../../storage/predictions/newest-predictions";
import type { PredictionRow } from "../../storage/predictions/predictions";
import type { ServiceContext } from "../context";
import { findCalibration } from "../evaluations/runs/find-calibration";
import { labelProbabilities } from "../evaluations/runs/label-probabilities";
import { type ChangedImages, type ChosenImages, changeChosen, chosenIds } from "./chosen-images";

/** Each may have 1,000 labels. */
const PREDICTIONS_AT_ONCE = 100;

type Context = Pick<ServiceContext, "db" | "evaluations" | "models" | "vocabularies">;

interface TagsFromPredictions {
  readonly vocabularyId: string;
  /** Over 0, at most 1. */
  readonly atLeastProbability: number;
}

/**
 * Tags images with the labels of their newest predictions with a vocabulary that are at least so probable. What a person
 * said of a word stays. INVALID_INPUT, before anything is tagged, where a model of these predictions has no probabilities.
 */
export async function tagFromPredictions(
  context: Context,
  images: ChosenImages,
  { vocabularyId, atLeastProbability }: TagsFromPredictions,
): Promise<ChangedImages> {
  if (!(atLeastProbability > 0 && atLeastProbability <= 1))
    throw new RegionaryError(
      "INVALID_INPUT",
      `\`atLeastProbability\` must be over 0 and at most 1; got ${atLeastProbability}.`,
    );
  const { db } = context;
  await context.vocabularies.byId(vocabularyId);
  const models = new Set<string>();
  for await (const ids of chosenIds(db, images))
    for (const { modelVersionId } of (await newestPredictions(db, ids, vocabularyId)).values())
      models.add(modelVersionId);
  for (const modelVersionId of models)
    await refuseWithoutProbability(context, { modelVersionId, vocabularyId });
  return changeChosen(db, images, async (ids) => {
    const predictions = [...(await newestPredictions(db, ids, vocabularyId)).values()];
    const tags: PredictedTag[] = [];
    for (let at = 0; at < predictions.length; at += PREDICTIONS_AT_ONCE) {
      const some = predictions.slice(at, at + PREDICTIONS_AT_ONCE);
      tags.push(...(await probableTags(context, some, atLeastProbability)));
    }
    return tagByPrediction(db, tags);
  });
}

/** A calibration by which a label is the less probable the higher its score is says nothing either. */
async function refuseWithoutProbability(
  context: Context,
  key: { readonly modelVersionId: string; readonly vocabularyId: string },
): Promise<void> {
  const found = await findCalibration(context, key);
  const { name, version, description } = await context.models.byId(key.modelVersionId);
  if (found ? found.calibration.calibration.slope > 0 : description.score.probability === "sigmoid") return;
  throw new RegionaryError(
    "INVALID_INPUT",
    `Tags from predictions need probabilities, and the model "${name}@${version}", which made some of these, has none for the vocabulary. Evaluate it first: \`runEvaluation\`, or bin/regionary evaluate SET.`,
  );
}

/** The tags that predictions give; of labels that differ by case alone the most probable one. */
async function probableTags(
  context: Context,
  predictions: readonly PredictionRow[],
  atLeast: number,
): Promise<PredictedTag[]> {
  const scored = predictions.flatMap(({ imageId, modelVersionId, vocabularyId, labels, scores }) =>
    labels.map((position, index) => ({
      ...{ imageId, modelVersionId, vocabularyId, position, score: scores[index]! },
    })),
  );
  const probabilities = await labelProbabilities(context, scored);
  const probable = scored.flatMap(({ position, ...of }, index) => {
    const probability = probabilities[index] ?? null;
    return probability !== null && probability >= atLeast ? [{ ...of, position, probability }] : [];
  });
  const vocabularyId = probable[0]?.vocabularyId;
  if (vocabularyId === undefined) return [];
  const rows = await context.vocabularies.labelsAt(
    vocabularyId,
    probable.map(({ position }) => position),
  );
  const tags = new Map<string, PredictedTag>();
  for (const [index, { position: _, ...of }] of probable.entries()) {
    const label = rows[index]?.label;
    if (label === undefined) continue; // the vocabulary is being deleted
    const key = `${of.imageId} ${tagKey(label)}`;
    if ((tags.get(key)?.probability ?? 0) < of.probability) tags.set(key, { ...of, label });
  }
  return [...tags.values()];
}
