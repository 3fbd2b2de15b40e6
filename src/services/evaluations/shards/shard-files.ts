import { createHash } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";

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
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && (await createShardFileReader(directory)(hash)))
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

/**
 * Reads files: the content of one, valid until the next is read, for all are read into the same memory; null where
 * it is missing, or is not what its name says.
 */
export function createShardFileReader(
  directory: string,
): (hash: string) => Promise<Uint8Array<ArrayBuffer> | null> {
  let memory = new Uint8Array(0);
  return async (hash) => {
    const file = await open(pathOf(directory, hash), "r").catch(() => null);
    if (!file) return null;
    try {
      const { size } = await file.stat();
      if (memory.length < size) memory = new Uint8Array(size);
      const bytes = memory.subarray(0, size);
      for (let at = 0, read = 1; read > 0 && at < size; at += read)
        read = (await file.read(bytes, at, size - at, at)).bytesRead;
      return createHash("sha256").update(bytes).digest("hex") === hash ? bytes : null;
    } catch {
      return null;
    } finally {
      await file.close();
    }
  };
}

export async function removeShardFiles(directory: string, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) await rm(pathOf(directory, hash), { force: true });
}
