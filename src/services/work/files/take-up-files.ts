import path from "node:path";
import type { Database } from "../../../storage/database/database";
import { takeUpShardFiles } from "../../evaluations/shards/take-up-shard-files";
import { takeUpCheckpoints } from "../../trainings/take-up-checkpoints";
import { ownsFiles } from "./owns-files";

/** Moves what older versions kept in files on this host into the database, so that every host has it. */
export async function takeUpFiles(
  db: Database,
  { dataDirectory, log = () => undefined }: { dataDirectory: string; log?: (line: string) => void },
): Promise<void> {
  if (!(await ownsFiles(db, dataDirectory))) return;
  await takeUpShardFiles(db, path.join(dataDirectory, "evaluations"), log);
  await takeUpCheckpoints(db, path.join(dataDirectory, "trainings"), log);
}
