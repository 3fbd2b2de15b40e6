import { type TrainingRow, trainings } from "../../../src/storage/trainings/trainings";
import { listLabelVectors } from "../../../src/storage/vocabularies/label-vectors";
import { chooseRecipe } from "../../../src/training/recipe-options";
import type { StoredModel } from "../services/stored-batches";

/** Stores a training with its job, as `trainModel` does. */
export async function storeTraining(
  { db, model, vocabulary }: Pick<StoredModel, "db" | "model" | "vocabulary">,
  setId: string,
): Promise<TrainingRow> {
  const [vectors] = await listLabelVectors(db, [vocabulary.id]);
  const asked = {
    ...{ setId, backboneId: model.backboneId!, spaceId: vectors!.spaceId, name: "trained", seed: 1 },
    recipe: chooseRecipe("general", {}),
    settings: { head: "biam", heads: 1, channelDim: 1, threads: 1, activate: false },
    dataHash: "0".repeat(64),
  };
  return trainings.create(db, asked, { total: 0, idempotencyKey: null, requestHash: "0".repeat(64) });
}
