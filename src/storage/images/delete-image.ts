import type { Database } from "../database/database";
import { refuseIfUsed } from "../database/uses";
import { deleteImages } from "./delete-images";

/** Removes every trace of an image. False if there is no such image, IN_USE while a benchmark set has it. */
export async function deleteImage(db: Database, id: string): Promise<boolean> {
  const { deleted, inUse } = await deleteImages(db, [id]);
  if (inUse === 0) return deleted === 1;
  await refuseIfUsed(db.pool, "image", id);
  return deleteImage(db, id); // the set was deleted just now
}
