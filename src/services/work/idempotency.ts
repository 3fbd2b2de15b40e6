import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import type { WorkRow } from "../../storage/work/work-rows";
import type { WorkTable } from "../../storage/work/work-table";

/** What was accepted under a key before, if anything. INVALID_INPUT for an invalid key. */
export async function acceptedBefore<Row extends WorkRow>(
  db: Database,
  table: Pick<WorkTable<Row, never>, "findByKey">,
  idempotencyKey: string | null,
): Promise<Row | null> {
  if (idempotencyKey === null) return null;
  if (/^[\x20-\x7e]{1,200}$/.test(idempotencyKey)) return table.findByKey(db, idempotencyKey);
  throw new RegionaryError(
    "INVALID_INPUT",
    "An idempotency key must have 1 to 200 printable ASCII characters.",
  );
}

/** What was accepted; CONFLICT if its key was used for another request. */
export function sameRequest<Row extends WorkRow>(accepted: Row, requestHash: string): Row {
  if (accepted.requestHash === requestHash) return accepted;
  throw new RegionaryError(
    "CONFLICT",
    `The idempotency key "${accepted.idempotencyKey}" was used for another request. Use a new key for each request.`,
  );
}
