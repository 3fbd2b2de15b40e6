import type { Database } from "../../storage/database/database";
import { endWork } from "../../storage/work/change-work";
import { findAbandonedWork } from "../../storage/work/work-lock";
import { DONE_BY_COMMANDS } from "./done-by-commands";

/** Ends the work of commands that were killed, so that it does not look as if it were going on. */
export async function endAbandoned(db: Database): Promise<void> {
  for (const { id } of await findAbandonedWork(db, DONE_BY_COMMANDS))
    await endWork(
      db,
      id,
      "FAILED",
      "Its command was killed. Run the same command again to go on where it stopped.",
    );
}
