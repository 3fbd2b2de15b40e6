import { sweepBlobs } from "../storage/blobs/sweep-blobs";
import type { Database } from "../storage/database/database";
import { forgetEndedCheckpoints } from "../storage/trainings/training-checkpoints";

const INTERVAL_MS = 3_600_000;

/** Removes unused blobs now and every hour, until the returned function is called. */
export function sweepHourly(db: Database, report: (message: string) => void): () => void {
  const sweep = () =>
    void sweepUnnamed(db).catch((error: unknown) =>
      report(`Unused blobs could not be removed; the next sweep will try again: ${String(error)}`),
    );
  sweep();
  const timer = setInterval(sweep, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}

async function sweepUnnamed(db: Database): Promise<void> {
  await forgetEndedCheckpoints(db);
  await sweepBlobs(db);
}
