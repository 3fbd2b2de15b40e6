import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { reopenWork } from "../../storage/work/change-work";
import type { WorkKind, WorkRow } from "../../storage/work/work-rows";
import { type Findable, findOne, WORK_NAMES } from "./find-one";

/** The kinds that go on where they were when they were cancelled or failed. */
const RESUMABLE: readonly WorkKind[] = ["EVALUATION"];

/**
 * Takes up work that was cancelled or has failed, where it was. NOT_FOUND if there is none, CONFLICT once it is
 * complete and for kinds that keep nothing to go on from.
 */
export async function resumeWork<Row extends WorkRow>(
  db: Database,
  table: Findable<Row>,
  id: string,
): Promise<{ work: Row; alreadyRunning: boolean }> {
  await findOne(db, table, id);
  const name = WORK_NAMES[table.kind];
  if (!RESUMABLE.includes(table.kind))
    throw new RegionaryError("CONFLICT", `A ${name} that has ended cannot be resumed. Ask for a new one.`);
  const reopened = await reopenWork(db, table.kind, id, "job");
  const work = await findOne(db, table, id);
  if (!reopened && work.state === "COMPLETED")
    throw new RegionaryError("CONFLICT", `The ${name} is complete: there is nothing to resume.`);
  return { work, alreadyRunning: !reopened };
}
