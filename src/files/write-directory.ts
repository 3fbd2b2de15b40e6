import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { RegionaryError } from "../errors";

/**
 * Makes `directory` with all that `write` puts into it, or not at all: the files are written beside it, and
 * the directory gets its name when they are complete. Throws CONFLICT if it already contains something.
 */
export async function writeDirectory<T>(
  directory: string,
  write: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = `${directory}.partial-${randomUUID()}`;
  await mkdir(temporary, { recursive: true });
  try {
    const result = await write(temporary);
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
