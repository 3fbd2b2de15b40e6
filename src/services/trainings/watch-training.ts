import { readTrainingEvents, type TrainingEventRow } from "../../storage/trainings/training-events";
import { findTrainings } from "../../storage/trainings/trainings";
import type { ServiceContext } from "../context";
import { findTraining } from "../find-by-id";
import { EVENTS_PER_READ } from "../work/event-reader";
import { watchEvents } from "../work/watch-events";

/** The events of a training after a sequence number, as `watchEvents` gives them. NOT_FOUND if there is no such training. */
export async function* watchTraining(
  context: Pick<ServiceContext, "db" | "eventListener">,
  trainingId: string,
  afterSequence: number,
): AsyncGenerator<TrainingEventRow, void, undefined> {
  const { db } = context;
  await findTraining(db, trainingId);
  const watched = {
    id: trainingId,
    find: async () => (await findTrainings(db, [trainingId]))[0] ?? null,
    readEvents: (after: number) => readTrainingEvents(db, trainingId, after, EVENTS_PER_READ),
  };
  yield* watchEvents(context, watched, afterSequence);
}
