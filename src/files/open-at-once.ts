import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/**
 * Opens what is at a path for reading, whatever it is: a named pipe, too, whose opening would otherwise wait for ever for
 * somebody to write into it, in a thread of which Node has four.
 */
export function openAtOnce(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // not on Windows
}
