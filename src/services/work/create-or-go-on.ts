import type { Database } from "../../storage/database/database";
import type { WorkRow } from "../../storage/work/work-rows";
import { hasEnded } from "../../storage/work/work-states";
import type { Accepted, WorkTable } from "../../storage/work/work-table";

/** The same for all who ask for the same at once, after the same work has ended: they get one and the same. */
export function keyAfter(latest: WorkRow | null, requestHash: string): string {
  return `${requestHash} after ${latest?.id ?? "none"}`;
}

/** Accepts work, or finds unfinished work of the same request. */
export async function createOrGoOn<Row extends WorkRow, Own extends object>(
  db: Database,
  table: WorkTable<Row, Own>,
  own: Own,
  accepted: Omit<Accepted, "idempotencyKey">,
): Promise<{ work: Row; isNew: boolean }> {
  const latest = await table.findLatest(db, accepted.requestHash);
  if (latest && !hasEnded(latest.state)) return { work: latest, isNew: false };
  const idempotencyKey = keyAfter(latest, accepted.requestHash);
  return { work: await table.create(db, own, { ...accepted, idempotencyKey }), isNew: true };
}
