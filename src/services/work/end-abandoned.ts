import type { Database } from "../../storage/database/database";
import { endWork } from "../../storage/work/change-work";
import { findAbandonedWork } from "../../storage/work/work-lock";
import type { WorkKind } from "../../storage/work/work-rows";

/** Commands do these themselves, and nobody else can: they read files of their host. */
const DONE_BY_COMMANDS: readonly WorkKind[] = ["BENCHMARK_IMPORT"];

/** Ends what commands that were killed have left begun, so that nobody takes it to go on. */
export async function endAbandoned(db: Database): Promise<void> {
  for (const { id } of await findAbandonedWork(db, DONE_BY_COMMANDS))
    await endWork(
      db,
      id,
      "FAILED",
      "Its command was stopped by force. The same command goes on where it was.",
    );
}
