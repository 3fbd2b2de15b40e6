import type { Database } from "../../storage/database/database";
import { endWork } from "../../storage/work/change-work";
import { giveJob } from "../../storage/work/work-jobs";
import { findAbandonedWork } from "../../storage/work/work-lock";
import type { WorkKind } from "../../storage/work/work-rows";

/** Commands do these without a job; services, with one. */
const DONE_BY_COMMANDS: readonly WorkKind[] = ["BENCHMARK_IMPORT", "EVALUATION"];

/**
 * Settles the work of commands that were killed, so that it does not look as if it were going on: a service goes on
 * with an evaluation, and an import, which reads files of its host, has failed. This happens to what was among the
 * `suspects` before, because a living command may just be about to take its lock; returns all that seems abandoned.
 */
export async function settleAbandoned(db: Database, suspects: ReadonlySet<string>): Promise<Set<string>> {
  const abandoned = await findAbandonedWork(db, DONE_BY_COMMANDS);
  for (const { id, kind } of abandoned.filter((work) => suspects.has(work.id))) {
    if (kind === "EVALUATION") await giveJob(db, kind, id);
    else
      await endWork(
        db,
        id,
        "FAILED",
        "Its command was killed. Run the same command again to go on where it stopped.",
      );
  }
  return new Set(abandoned.map(({ id }) => id));
}
