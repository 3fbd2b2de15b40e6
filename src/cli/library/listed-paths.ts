import { isUtf8 } from "node:buffer";
import { existsSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import type { RawPath } from "./raw-path";

/** A path of a list, and what another program calls that picture. */
export interface ListedPath {
  readonly file: RawPath;
  readonly externalId?: string;
}

const [NUL, LF, CR, TAB] = [0, 0x0a, 0x0d, 0x09];

/**
 * Reads a list of paths: one a line, or each ended by NUL, as `find -print0` writes them. After a tab a line may
 * have what another program calls that picture, unless there is a file of the whole line's name.
 */
export async function readListedPaths(list: NodeJS.ReadableStream): Promise<ListedPath[]> {
  const bytes = await buffer(list);
  const separator = bytes.includes(NUL) ? NUL : LF;
  const paths: ListedPath[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(separator, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, separator === LF && bytes[end - 1] === CR ? end - 1 : end);
    if (line.length > 0) paths.push(separator === NUL ? { file: rawPath(line) } : listedPath(line));
    start = end + 1;
  }
  return paths;
}

function listedPath(line: Buffer): ListedPath {
  const tab = line.lastIndexOf(TAB);
  if (tab <= 0 || existsSync(line)) return { file: rawPath(line) };
  return { file: rawPath(line.subarray(0, tab)), externalId: line.subarray(tab + 1).toString() };
}

const rawPath = (bytes: Buffer): RawPath => (isUtf8(bytes) ? bytes.toString() : Buffer.from(bytes));
