import { createHash } from "node:crypto";
import { readdir, readFile, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import type { Database } from "../../../storage/database/database";
import { recordedShards } from "../../../storage/evaluations/evaluation-shards";

const SHARD_FILE = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;
const UNFINISHED = /^[0-9a-f-]{36}-\d+\.part$/;

/**
 * Stores the shards that older versions kept as files on this host, named by their hash, and removes the files. A file
 * that no run has recorded, or that does not match its name, is dropped: that part of a run is measured again.
 */
export async function takeUpShardFiles(
  db: Database,
  directory: string,
  log: (line: string) => void,
): Promise<void> {
  const names = (await readdir(directory, { recursive: true }).catch(() => []))
    .map((name) => name.replaceAll(path.sep, "/"))
    .filter((name) => SHARD_FILE.test(name) || UNFINISHED.test(name));
  if (names.length === 0) return;
  log(`Moving ${names.length} files of evaluations into the database, once`);
  const recorded = await recordedShards(db, names.map(hashOf));
  for (const name of names) {
    const file = path.join(directory, name);
    if (recorded.has(hashOf(name)) && !(await db.blobs.has(hashOf(name)))) await store(db, file);
    await rm(file, { force: true });
  }
  const folders = new Set(names.map((name) => path.posix.dirname(name)).filter((folder) => folder !== "."));
  for (const folder of [...folders, "."]) await rmdir(path.join(directory, folder)).catch(() => undefined); // left where it holds something else
}

async function store({ blobs }: Database, file: string): Promise<void> {
  const bytes = await readFile(file).catch(() => null); // another process of this host took it up just now
  if (bytes && createHash("sha256").update(bytes).digest("hex") === hashOf(file)) await blobs.put([bytes]);
}

const hashOf = (name: string) => path.basename(name);
