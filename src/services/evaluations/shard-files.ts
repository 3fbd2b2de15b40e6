import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { ALIGNMENT } from "./shard-bytes";

/** Where a file of this content is. */
function pathOf(directory: string, hash: string): string {
  return path.join(directory, hash.slice(0, 2), hash);
}

/**
 * Writes a file named by the SHA-256 of its content, which is returned: on the disk in whole, or not there.
 * `part` names the unfinished file; what a killed process has left under it is written over.
 */
export async function writeShardFile(directory: string, part: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256").update(bytes).digest("hex");
  const target = pathOf(directory, hash);
  const unfinished = path.join(directory, `${part}.part`);
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await writeToDisk(unfinished, bytes);
    await rename(unfinished, target);
  } catch (error) {
    // A process that lost the run's lock with its database may write the same beside this one, and be the one to rename it.
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && (await readShardFile(directory, hash)))
      return hash;
    await rm(unfinished, { force: true }).catch(() => undefined); // of a full disk, what fills it
    throw error;
  }
  // The name too must outlast a power cut; where directories cannot be synced (Windows) it is left to the system.
  const folder = await open(path.dirname(target), "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
  return hash;
}

async function writeToDisk(name: string, bytes: Uint8Array): Promise<void> {
  const file = await open(name, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The content of a file; null where it is missing, or is not what its name says. */
export async function readShardFile(
  directory: string,
  hash: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readFile(pathOf(directory, hash)).then(ownBytes, () => null);
  if (!bytes) return null;
  return createHash("sha256").update(bytes).digest("hex") === hash ? bytes : null;
}

/** Arrays are laid over it, which must begin at a multiple of their elements: what is read whole mostly does. */
function ownBytes({ buffer, byteOffset, length }: Buffer): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, length);
  return byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
}

export async function removeShardFiles(directory: string, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) await rm(pathOf(directory, hash), { force: true });
}
