import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { recordedShardFiles } from "../../../storage/evaluations/evaluation-shards";
import type { ServiceContext } from "../../context";

/** A file is written, then recorded at once: one so old that no run has is of a run that was deleted, or of a killed process. */
const UNRECORDED_MS = 24 * 3_600_000;
const SHARD_FILE = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;
const UNFINISHED = /^[0-9a-f-]{36}-\d+\.part$/;

/**
 * Removes files that no run has recorded for a day. It is safe beside processes that measure: a file that they
 * write is new and stays, and a run whose file is missing when its report is made measures that shard again.
 */
export async function sweepShardFiles({
  db,
  evaluations: { directory },
}: Pick<ServiceContext, "db"> & {
  evaluations: Pick<ServiceContext["evaluations"], "directory">;
}): Promise<void> {
  const names = (await readdir(directory, { recursive: true }).catch(() => [])).map((name) =>
    name.replaceAll(path.sep, "/"),
  );
  const recorded = await recordedShardFiles(
    db,
    names.map((name) => path.posix.basename(name)),
  );
  for (const name of names) {
    if (recorded.has(path.posix.basename(name)) || !(SHARD_FILE.test(name) || UNFINISHED.test(name)))
      continue;
    const file = path.join(directory, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > UNRECORDED_MS) await rm(file, { force: true });
  }
}
