import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";

/** For files that no other user of this machine may read, whatever the folder above them allows. */
export const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

/** Makes a directory that nobody else can look into, unless it exists. */
export async function makePrivateDirectory(directory: string): Promise<void> {
  await mkdir(path.dirname(directory), { recursive: true });
  await mkdir(directory, { mode: PRIVATE_DIRECTORY }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  // An older version made it open. If it belongs to another user, it stays as it is.
  await chmod(directory, PRIVATE_DIRECTORY).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPERM") throw error;
  });
}
