import type { Database } from "../../storage/database/database";
import { endTraining, type TrainingRow } from "../../storage/trainings/trainings";
import { findTraining } from "../find-by-id";

/** Ends a training that waits or runs: it stops within a step and leaves no model. NOT_FOUND if there is none. */
export async function cancelTraining(
  db: Database,
  id: string,
): Promise<{ training: TrainingRow; alreadyEnded: boolean }> {
  const cancelled = await endTraining(db, id, "CANCELLED", null);
  return { training: await findTraining(db, id), alreadyEnded: !cancelled };
}
