import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkedBlob } from "../../blobs/checked-blob";
import { PRIVATE_FILE } from "../../files/private-directory";
import type { Parameter } from "../../graph/graph";
import type { Database } from "../../storage/database/database";
import {
  findTrainingCheckpoint,
  forgetTrainingCheckpoint,
  recordTrainingCheckpoint,
} from "../../storage/trainings/training-checkpoints";
import { checkpointPieces, readCheckpointFile } from "../../training/checkpoint-file";
import type { TrainingCheckpoint } from "../../training/training-checkpoint";

/** The last checkpoint of one training, where any host finds it. */
export interface CheckpointStore {
  /** The last one kept; null if there is none. */
  load(state: readonly Parameter[]): Promise<TrainingCheckpoint | null>;
  /** Keeps a checkpoint, and then removes the one before. */
  save(state: readonly Parameter[], checkpoint: TrainingCheckpoint): Promise<void>;
}

/** Opens the checkpoints of a training; `directory` is for a file that is removed again. */
export function openCheckpointStore(db: Database, trainingId: string, directory: string): CheckpointStore {
  let number = 0;
  return {
    async load(state) {
      const last = await findTrainingCheckpoint(db, trainingId);
      if (!last) return null;
      number = last.number;
      const file = path.join(directory, "checkpoint.safetensors");
      try {
        await writeFile(file, checkedBlob(db.blobs, last.blobHash), { mode: PRIVATE_FILE });
        return await readCheckpointFile(file, state);
      } finally {
        await rm(file, { force: true });
      }
    },
    async save(state, checkpoint) {
      number++;
      const { hash } = await db.blobs.put(checkpointPieces(trainingId, state, checkpoint));
      await removeBlob(db, await recordTrainingCheckpoint(db, trainingId, { number, blobHash: hash }));
    },
  };
}

/** Removes the checkpoint of a training that has ended. */
export async function removeCheckpoint(db: Database, trainingId: string): Promise<void> {
  await removeBlob(db, await forgetTrainingCheckpoint(db, trainingId));
}

/** At once, not in the sweep: they are large and many. No other row names one, because each contains its training's id. */
async function removeBlob({ blobs }: Database, hash: string | null): Promise<void> {
  if (hash) await blobs.remove(hash);
}
