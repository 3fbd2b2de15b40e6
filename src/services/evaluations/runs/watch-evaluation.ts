import {
  type EvaluationEventRow,
  readEvaluationEvents,
} from "../../../storage/evaluations/evaluation-events";
import { findEvaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import type { ServiceContext } from "../../context";
import { EVENTS_PER_READ } from "../../work/event-reader";
import { watchEvents } from "../../work/watch-events";
import { findRun } from "./find-run";

/** The events of a run after a sequence number, as `watchEvents` gives them. NOT_FOUND if there is no such run. */
export async function* watchEvaluation(
  context: Pick<ServiceContext, "db" | "eventListener">,
  runId: string,
  afterSequence: number,
): AsyncGenerator<EvaluationEventRow, void, undefined> {
  const { db } = context;
  await findRun(db, runId);
  const watched = {
    id: runId,
    find: async () => (await findEvaluationRuns(db, [runId]))[0] ?? null,
    readEvents: (after: number) => readEvaluationEvents(db, runId, after, EVENTS_PER_READ),
  };
  yield* watchEvents(context, watched, afterSequence);
}
