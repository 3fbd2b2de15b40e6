import type { ServiceContext } from "../services/context";
import { sweepIndexes } from "../services/search/index/sweep-indexes";
import { sweepBlobs } from "../storage/blobs/sweep-blobs";
import { trimThumbnails } from "../storage/images/thumbnails";
import { forgetCompletedCheckpoints } from "../storage/trainings/training-checkpoints";
import { forgetOldUploads } from "../storage/uploads/uploads";

const INTERVAL_MS = 3_600_000;

/** Removes unused blobs, indexes and thumbnails now and every hour, until the returned function is called. */
export function sweepHourly(
  context: Pick<ServiceContext, "db" | "dataDirectory">,
  report: (message: string) => void,
): () => void {
  let isStopped = false;
  const sweep = () =>
    void sweepUnnamed(context).catch((error: unknown) => {
      if (isStopped) return; // the database was closed meanwhile
      report(
        `What is not used any more could not be removed; the next sweep will try again: ${String(error)}`,
      );
    });
  sweep();
  const timer = setInterval(sweep, INTERVAL_MS).unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

async function sweepUnnamed(context: Pick<ServiceContext, "db" | "dataDirectory">): Promise<void> {
  const { db } = context;
  await forgetCompletedCheckpoints(db);
  await forgetOldUploads(db);
  await sweepBlobs(db);
  await trimThumbnails(db);
  await sweepIndexes(context);
}
