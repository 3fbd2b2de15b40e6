import { isUtf8 } from "node:buffer";
import path from "node:path";

/** A file's path: bytes where a name in it is no UTF-8, as no text would lead to that file. */
export type RawPath = string | Buffer;

/** What is not ASCII, as Latin-1: what may be one character in UTF-8, or else a byte. */
const SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;

/** The path of an entry of a directory. */
export function joinRaw(directory: RawPath, name: Buffer): RawPath {
  if (typeof directory === "string" && isUtf8(name)) return path.join(directory, name.toString());
  return Buffer.concat([Buffer.from(directory), Buffer.from(path.sep), name]);
}

/** A path or name as text for people; bytes that are no UTF-8 are written such as \xe9. */
export function shown(raw: RawPath): string {
  if (typeof raw === "string") return raw;
  if (isUtf8(raw)) return raw.toString();
  return raw.toString("latin1").replace(SEQUENCE, (sequence) => {
    const bytes = Buffer.from(sequence, "latin1");
    return isUtf8(bytes) ? bytes.toString() : bytes.toString("hex").replace(/../g, "\\x$&");
  });
}
