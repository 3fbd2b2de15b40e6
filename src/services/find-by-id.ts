import { RegionaryError } from "../errors";
import type { Database } from "../storage/database";
import { findImages, type ImageRow } from "../storage/images";
import { type BatchRow, findBatches } from "../storage/prediction-batches";
import { findTrainings, type TrainingRow } from "../storage/trainings";

/** The image, or NOT_FOUND. */
export async function findImage(db: Database, id: string): Promise<ImageRow> {
  const [image] = await findImages(db, [id]);
  return image ?? missing("image", id);
}

/** The prediction batch, or NOT_FOUND. */
export async function findBatch(db: Database, id: string): Promise<BatchRow> {
  const [batch] = await findBatches(db, [id]);
  return batch ?? missing("prediction batch", id);
}

/** The training, or NOT_FOUND. */
export async function findTraining(db: Database, id: string): Promise<TrainingRow> {
  const [training] = await findTrainings(db, [id]);
  return training ?? missing("training", id);
}

function missing(what: string, id: string): never {
  throw new RegionaryError("NOT_FOUND", `There is no ${what} ${id}.`);
}
