import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { isRegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { recordTrainingCheckpoint } from "../../storage/trainings/training-checkpoints";
import { readOlderCheckpoint } from "../../training/read-older-checkpoint";
import { toGlobalId } from "../global-id";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A number below that of every checkpoint made by this version. */
const NUMBER = 0;

/**
 * Stores the last checkpoint of each training that an older version kept as files on this host, and removes the
 * files. A training whose checkpoint is damaged starts over.
 */
export async function takeUpCheckpoints(
  db: Database,
  directory: string,
  log: (line: string) => void,
): Promise<void> {
  const ids = (await readdir(directory).catch(() => [])).filter((name) => UUID.test(name));
  for (const id of ids) {
    const checkpoints = path.join(directory, id, "checkpoints");
    const pieces = await readOlderCheckpoint(checkpoints, id).catch((error: unknown) => {
      if (!isRegionaryError(error)) throw error;
      log(`The training ${toGlobalId("Training", id)} starts over: ${error.message}`);
      return null;
    });
    if (pieces) {
      const { hash } = await db.blobs.put(pieces);
      const unnamed = await recordTrainingCheckpoint(db, id, { number: NUMBER, blobHash: hash });
      if (unnamed) await db.blobs.remove(unnamed);
    }
    await rm(checkpoints, { recursive: true, force: true });
  }
}
