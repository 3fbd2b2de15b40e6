import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { findTrainings } from "../../storage/trainings";
import type { ServiceContext } from "../context";

const ENDED = new Set(["COMPLETED", "FAILED", "CANCELLED"]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Removes what trainings that have ended left on this host, because the process died just then. */
export async function sweepTrainings({
  db,
  trainingDirectory,
}: Pick<ServiceContext, "db" | "trainingDirectory">): Promise<void> {
  const ids = (await readdir(trainingDirectory).catch(() => [])).filter((name) => UUID.test(name));
  if (ids.length === 0) return;
  for (const { id, state } of await findTrainings(db, ids)) {
    if (ENDED.has(state)) await rm(path.join(trainingDirectory, id), { recursive: true, force: true });
  }
}
