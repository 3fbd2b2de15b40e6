import type { Database } from "../../storage/database/database";
import { type WaitingJobs, waitingJobs } from "../../storage/work/work-jobs";

const LOOK_MS = 250;
/**
 * How long a batch goes on, at least, before it makes room for one that has not begun. What it has in hand is done again,
 * so it must have got on: where an image takes longer than this, a steady stream of batches would else finish none.
 */
const BEFORE_NEWCOMERS_MS = 1_000;
/** How long before it makes room for one that had its turn already, or for any if it does not get on. */
const BEFORE_OTHERS_MS = 30_000;

interface BatchTurn {
  /** Fires when another batch should have this one's worker. */
  readonly over: AbortSignal;
  /** The batch has got on: a result is stored. */
  gotOn(): void;
  end(): void;
}

/** The turn of a batch at its worker: it lasts until another batch waits for one. */
export function beginTurn(db: Database): BatchTurn {
  const turn = new AbortController();
  const begunAt = performance.now();
  let isLooking = false;
  let hasGotOn = false;
  const look = async (hadMs: number) => {
    const waiting: WaitingJobs = await waitingJobs(db, "PREDICTION");
    const hadEnough = hadMs > BEFORE_OTHERS_MS;
    if (hadEnough ? waiting.newcomers + waiting.others > 0 : hasGotOn && waiting.newcomers > 0)
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
  return {
    over: turn.signal,
    gotOn: () => {
      hasGotOn = true;
    },
    end: () => clearInterval(timer),
  };
}
