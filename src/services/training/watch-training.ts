import { readTrainingEvents, type TrainingEventRow } from "../../storage/training-events";
import { findTrainings } from "../../storage/trainings";
import type { ServiceContext } from "../context";
import { EVENTS_PER_READ } from "../event-reader";
import { findTraining } from "../find-by-id";
import { watchEvents } from "../watch-events";

/** The events of a training after a sequence number, to its last. NOT_FOUND if there is no such training. */
export async function* watchTraining(
  { db, eventListener }: Pick<ServiceContext, "db" | "eventListener">,
  trainingId: string,
  afterSequence: number,
): AsyncGenerator<TrainingEventRow, void, undefined> {
  const training = await findTraining(db, trainingId);
  yield* watchEvents(
    {
      watch: (wake) => eventListener.watch(trainingId, wake),
      read: (sequence) => readTrainingEvents(db, trainingId, sequence, EVENTS_PER_READ),
      perRead: EVENTS_PER_READ,
      now: async () => (await findTrainings(db, [trainingId]))[0],
    },
    training,
    afterSequence,
  );
}
