import type { Database } from "../../storage/database/database";
import type { WorkRow } from "../../storage/work/work-rows";
import { hasEnded } from "../../storage/work/work-states";
import type { Accepted, WorkTable } from "../../storage/work/work-table";

/** Accepts work, or finds unfinished work of the same request. */
export async function createOrGoOn<Row extends WorkRow, Own extends object>(
  db: Database,
  table: WorkTable<Row, Own>,
  own: Own,
  accepted: Omit<Accepted, "idempotencyKey">,
): Promise<{ work: Row; isNew: boolean }> {
  const latest = await table.findLatest(db, accepted.requestHash);
  if (latest && !hasEnded(latest.state)) return { work: latest, isNew: false };
  return { work: await table.create(db, own, { ...accepted, idempotencyKey: null }), isNew: true };
}
