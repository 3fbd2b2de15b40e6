import type { Database } from "../../storage/database/database";
import { type WaitingJobs, waitingJobs } from "../../storage/work/work-jobs";

const LOOK_MS = 250;
/** How long a batch goes on, at least, before it makes room for one that has not begun: what it has in hand is done again. */
const BEFORE_NEWCOMERS_MS = 1_000;
/** The same for one that had its turn already. */
const BEFORE_OTHERS_MS = 30_000;

interface BatchTurn {
  /** Fires when another batch should have this one's worker. */
  readonly over: AbortSignal;
  end(): void;
}

/** The turn of a batch at its worker: it lasts until another batch waits for one. */
export function beginTurn(db: Database): BatchTurn {
  const turn = new AbortController();
  const begunAt = performance.now();
  let isLooking = false;
  const look = async (hadMs: number) => {
    const waiting: WaitingJobs = await waitingJobs(db, "PREDICTION");
    if (waiting.newcomers > 0 || (waiting.others > 0 && hadMs > BEFORE_OTHERS_MS))
      turn.abort(new Error("The batch's turn is over."));
  };
  const timer = setInterval(() => {
    const hadMs = performance.now() - begunAt;
    if (isLooking || hadMs < BEFORE_NEWCOMERS_MS) return;
    isLooking = true;
    // It fails while the database is away; then nobody else could go on either.
    look(hadMs)
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_MS).unref();
  return { over: turn.signal, end: () => clearInterval(timer) };
}
