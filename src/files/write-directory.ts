import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../errors";

/**
 * Makes `directory` with all that `write` puts into it, or not at all: the files are written beside it, and
 * the directory gets its name when they are complete and on the disk: a power cut leaves no file with holes. Throws
 * CONFLICT if it already contains something.
 */
export async function writeDirectory<T>(
  directory: string,
  write: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = `${directory}.partial-${randomUUID()}`;
  await mkdir(temporary, { recursive: true });
  try {
    const result = await write(temporary);
    await syncFiles(temporary);
    await rename(temporary, directory);
    return result;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    throw new RegionaryError(
      "CONFLICT",
      `Expected no package at ${directory} yet; there is one.`,
      {},
      { cause: error },
    );
  }
}

async function syncFiles(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const handle = await open(path.join(entry.parentPath, entry.name), "r+");
    await handle.sync().finally(() => handle.close());
  }
}
