import { RegionaryError } from "../../errors";

interface Keyed {
  readonly requestHash: string;
  readonly idempotencyKey: string | null;
}

/** What was accepted under a key before, if anything. INVALID_INPUT for what cannot be a key. */
export async function acceptedBefore<R extends Keyed>(
  idempotencyKey: string | null,
  find: (key: string) => Promise<R | null>,
): Promise<R | null> {
  if (idempotencyKey === null) return null;
  if (/^[\x20-\x7e]{1,200}$/.test(idempotencyKey)) return find(idempotencyKey);
  throw new RegionaryError("INVALID_INPUT", "An idempotency key has 1 to 200 printable ASCII characters.");
}

/** What was accepted, unless its key stands for another request: CONFLICT. */
export function sameRequest<R extends Keyed>(accepted: R, requestHash: string): R {
  if (accepted.requestHash === requestHash) return accepted;
  throw new RegionaryError(
    "CONFLICT",
    `The idempotency key "${accepted.idempotencyKey}" was used for another request. Use a new key for each request.`,
  );
}
