import type { Database } from "./database";
import { BATCH_JOB, batchJobKey } from "./prediction-batches";
import { resumeJobs } from "./resume-jobs";

/** Makes sure that every unfinished batch has a job that runs soon. */
export function resumeBatches(db: Database): Promise<number> {
  return resumeJobs(db, {
    job: BATCH_JOB,
    table: "PredictionBatch",
    keyOf: batchJobKey,
    payloadOf: (batchId) => ({ batchId }),
  });
}
