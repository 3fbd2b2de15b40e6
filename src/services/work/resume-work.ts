import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { reopenWork } from "../../storage/work/change-work";
import type { WorkKind, WorkRow } from "../../storage/work/work-rows";
import { type Findable, findOne, WORK_NAMES } from "./find-one";

/** What to do instead, for the kinds that do not go on where they were when they were canceled or failed. */
const INSTEAD: Partial<Record<WorkKind, string>> = {
  PREDICTION: "Ask for the predictions that are missing.",
  TRAINING: "Ask for it again.",
  BENCHMARK_IMPORT: "Give its command again: it goes on where it was.",
  QUANTIZATION: "Ask for it again.",
  COMPARISON: "Ask for it again.",
};

/**
 * Takes up work that was canceled or has failed, where it was. NOT_FOUND if there is none, CONFLICT once it is
 * complete and for kinds that keep nothing to go on from.
 */
export async function resumeWork<Row extends WorkRow>(
  db: Database,
  table: Findable<Row>,
  id: string,
): Promise<{ work: Row; alreadyRunning: boolean }> {
  await findOne(db, table, id);
  const name = WORK_NAMES[table.kind];
  const instead = INSTEAD[table.kind];
  if (instead) throw new RegionaryError("CONFLICT", `A ${name} cannot be resumed. ${instead}`);
  const reopened = await reopenWork(db, table.kind, id, "job");
  const work = await findOne(db, table, id);
  if (!reopened && work.state === "COMPLETED")
    throw new RegionaryError("CONFLICT", `The ${name} is complete: there is nothing to resume.`);
  return { work, alreadyRunning: !reopened };
}
