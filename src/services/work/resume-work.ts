import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { reopenWork } from "../../storage/work/change-work";
import type { WorkRow } from "../../storage/work/work-rows";
import { type Findable, findOne } from "./find-one";
import { insteadOfResuming } from "./instead-of-resuming";
import { WORK_WORDS } from "./work-words";

/**
 * Takes up work that was canceled or has failed where it stopped. NOT_FOUND if there is none, CONFLICT once
 * it is complete and for kinds that keep nothing to go on from.
 */
export async function resumeWork<Row extends WorkRow>(
  db: Database,
  table: Findable<Row>,
  id: string,
): Promise<{ work: Row; alreadyRunning: boolean }> {
  await findOne(db, table, id);
  const { name } = WORK_WORDS[table.kind];
  const instead = await insteadOfResuming(db, table.kind, id);
  if (instead !== null) throw new RegionaryError("CONFLICT", `A ${name} cannot be resumed. ${instead}`);
  const reopened = await reopenWork(db, table.kind, id, "job");
  const work = await findOne(db, table, id);
  if (!reopened && work.state === "COMPLETED")
    throw new RegionaryError("CONFLICT", `The ${name} is complete: there is nothing to resume.`);
  return { work, alreadyRunning: !reopened };
}
