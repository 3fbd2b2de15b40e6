import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { reopenWork } from "../../storage/work/change-work";
import type { WorkKind, WorkRow } from "../../storage/work/work-rows";
import { type Findable, findOne, WORK_NAMES } from "./find-one";

/** What to do instead, for the kinds that cannot go on where they stopped; null for those that can. */
const INSTEAD: Readonly<Record<WorkKind, string | null>> = {
  PREDICTION: "Request the missing predictions in a new batch.",
  EVALUATION: null,
  TRAINING: "Ask for it again.",
  BENCHMARK_IMPORT: "Run its command again: it goes on where it stopped.",
  QUANTIZATION: "Ask for it again.",
  COMPARISON: "Ask for it again.",
};

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
  const name = WORK_NAMES[table.kind];
  const instead = INSTEAD[table.kind];
  if (instead !== null) throw new RegionaryError("CONFLICT", `A ${name} cannot be resumed. ${instead}`);
  const reopened = await reopenWork(db, table.kind, id, "job");
  const work = await findOne(db, table, id);
  if (!reopened && work.state === "COMPLETED")
    throw new RegionaryError("CONFLICT", `The ${name} is complete: there is nothing to resume.`);
  return { work, alreadyRunning: !reopened };
}
