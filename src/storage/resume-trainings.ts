import type { Database } from "./database";
import { resumeJobs } from "./resume-jobs";
import { TRAINING_JOB, trainingJobKey } from "./trainings";

/** Makes sure that every unfinished training has a job that runs soon. */
export function resumeTrainings(db: Database): Promise<number> {
  return resumeJobs(db, {
    job: TRAINING_JOB,
    table: "Training",
    keyOf: trainingJobKey,
    payloadOf: (trainingId) => ({ trainingId }),
  });
}
