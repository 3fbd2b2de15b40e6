import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { PRIVATE_FILE } from "../../files/private-directory";

/** Opens a file for reading and writing at any place, and makes it if there is none. */
export function openSearchFile(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDWR | constants.O_CREAT, PRIVATE_FILE);
}
