import type { Database } from "./database";
import { EVALUATION_JOB, evaluationJobKey } from "./evaluation-runs";
import { resumeJobs } from "./resume-jobs";

/** Makes sure that every unfinished evaluation run has a job that runs soon. */
export function resumeEvaluations(db: Database): Promise<number> {
  return resumeJobs(db, {
    job: EVALUATION_JOB,
    table: "EvaluationRun",
    keyOf: evaluationJobKey,
    payloadOf: (runId) => ({ runId }),
  });
}
