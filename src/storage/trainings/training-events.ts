import type { Database } from "../database/database";
import { jsonColumns } from "../database/json-columns";
import type { TrainingEvent } from "../generated/client";
import { type TrainingProgress, trainingProgressSchema } from "./stored-training";

export type TrainingEventRow = Omit<TrainingEvent, "progress"> & {
  readonly progress: TrainingProgress | null;
};

const parse = jsonColumns("TrainingEvent", { progress: trainingProgressSchema.nullable() });

/** The channel that wakes subscribers; the payload is the training's id. */
export const TRAINING_CHANNEL = "regionary_training";

/**
 * The end of a statement whose `changed` is the training after a change, its sequence raised by one: stores
 * the event, wakes the subscribers on commit and gives the row. Numbers have no gaps, for the row is locked.
 */
export const WITH_EVENT = `, event AS (
    INSERT INTO "TrainingEvent" ("trainingId", "sequence", "state", "progress")
    SELECT "id", "sequence", "state", "progress" FROM changed)
  SELECT changed.* FROM changed, pg_notify('${TRAINING_CHANNEL}', changed."id"::text)`;

/** The training's events after a sequence number, in order, at most `limit`. */
export async function readTrainingEvents(
  { pool }: Database,
  trainingId: string,
  afterSequence: number,
  limit: number,
): Promise<TrainingEventRow[]> {
  const { rows } = await pool.query<TrainingEvent>({
    name: "training-events",
    text: 'SELECT * FROM "TrainingEvent" WHERE "trainingId" = $1 AND "sequence" > $2 ORDER BY "sequence" LIMIT $3',
    values: [trainingId, afterSequence, limit],
  });
  return rows.map((event) => parse(event, `${event.trainingId}/${event.sequence}`));
}
