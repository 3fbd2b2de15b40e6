import { sweepBlobs } from "../storage/blobs/sweep-blobs";
import type { Database } from "../storage/database/database";
import { forgetEndedCheckpoints } from "../storage/trainings/training-checkpoints";

const INTERVAL_MS = 3_600_000;

/** Removes blobs that nothing needs, now and every hour, until what it gives is called. */
export function sweepHourly(db: Database, report: (message: string) => void): () => void {
  const sweep = () =>
    void sweepUnnamed(db).catch((error: unknown) => report(`Unnamed blobs stay for now: ${String(error)}`));
  sweep();
  const timer = setInterval(sweep, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}

async function sweepUnnamed(db: Database): Promise<void> {
  await forgetEndedCheckpoints(db);
  await sweepBlobs(db);
}
