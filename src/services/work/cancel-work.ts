import type { Database } from "../../storage/database/database";
import { endWork } from "../../storage/work/change-work";
import type { WorkRow } from "../../storage/work/work-rows";
import { type Findable, findOne } from "./find-one";

/** Cancels waiting or running work, keeping what is done. NOT_FOUND if there is none. */
export async function cancelWork<Row extends WorkRow>(
  db: Database,
  table: Findable<Row>,
  id: string,
): Promise<{ work: Row; alreadyEnded: boolean }> {
  await findOne(db, table, id);
  const canceled = await endWork(db, id, "CANCELLED", null);
  return { work: await findOne(db, table, id), alreadyEnded: !canceled };
}
