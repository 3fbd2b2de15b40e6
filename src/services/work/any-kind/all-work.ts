import type { Database } from "../../../storage/database/database";
import { type EvaluationRunRow, evaluationRuns } from "../../../storage/evaluations/evaluation-runs";
import { type TrainingRow, trainings } from "../../../storage/trainings/trainings";
import { listWork, type WorkRow } from "../../../storage/work/work-rows";
import { allRows } from "../../all-rows";

/** All work, or all that has not ended, newest first. */
export const allWork = (db: Database, { unfinished }: { unfinished: boolean }): Promise<WorkRow[]> =>
  allRows((page) => listWork(db, page, unfinished ? { states: ["QUEUED", "RUNNING"] } : {}));

/** All evaluation runs, newest first. */
export const allEvaluationRuns = (db: Database): Promise<EvaluationRunRow[]> =>
  allRows((page) => evaluationRuns.list(db, page));

/** All trainings, newest first. */
export const allTrainings = (db: Database): Promise<TrainingRow[]> =>
  allRows((page) => trainings.list(db, page));
