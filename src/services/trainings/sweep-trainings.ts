import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { workUnderWay } from "../../storage/work/work-jobs";
import type { ServiceContext } from "../context";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Removes the files here of trainings that ended or were deleted while no process was running. Other
 * processes may use the directory: a training is stored before its directory is made, and of one that is not in
 * progress everything here can be made again.
 */
export async function sweepTrainings({
  db,
  trainingDirectory,
}: Pick<ServiceContext, "db" | "trainingDirectory">): Promise<void> {
  const ids = (await readdir(trainingDirectory).catch(() => [])).filter((name) => UUID.test(name));
  if (ids.length === 0) return;
  const atWork = await workUnderWay(db, ids);
  for (const id of ids) {
    if (!atWork.has(id)) await rm(path.join(trainingDirectory, id), { recursive: true, force: true });
  }
}
