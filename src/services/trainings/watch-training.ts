import { type TrainingEventRow, trainingEventOf } from "../../storage/trainings/trainings";
import type { ServiceContext } from "../context";
import { watchWork } from "../work/watch-work";

/** A training's events after a sequence number, stored and future, to its last. */
export async function* watchTraining(
  context: ServiceContext,
  id: string,
  afterSequence: number,
): AsyncGenerator<TrainingEventRow, void> {
  for await (const event of watchWork(context, "TRAINING", id, afterSequence)) yield trainingEventOf(event);
}
