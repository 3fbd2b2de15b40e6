import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import * as yauzl from "yauzl";
import { RegionaryError } from "../errors";
import { PRIVATE_FILE } from "./private-directory";

/** Files, and the folders that they are in. */
const MAX_ENTRIES = 1_000_000;
/** What is known of them is in memory: their names, and what an archive may say beside. */
const MAX_KNOWN_BYTES = 256 * 1024 * 1024;
/** What a disk takes for a file or a folder, however little is in it. */
const BLOCK_BYTES = 4_096;
const MAX_STEP_BYTES = 255; // the most of Linux's file systems
const MAX_PATH_BYTES = 2_000;
/** Label files shrink to a thirtieth; pictures do not shrink. */
const MAX_RATIO = 60;
const FREE_OF_RATIO = 256 * 1024 * 1024;
const [FILE_KIND, LINK] = [0o170000, 0o120000];
/** Hidden files, and what macOS, Windows and a NAS put beside others. */
const BESIDE = /^(?:\..*|__MACOSX|@eaDir|Thumbs\.db|desktop\.ini)$/i;

interface Unpacking {
  readonly signal: AbortSignal;
  /** Told before anything is written; may throw. `diskBytes` is what the bytes of all files and their folders take. */
  readonly onSize: (bytes: number, diskBytes: number) => Promise<void> | void;
  readonly onProgress: (bytes: number) => void;
}

/**
 * Unpacks a zip archive of so many bytes into an empty folder, without what lies hidden in it. INVALID_DATASET for one that
 * is damaged, encrypted, has links or two files of one name, leads out of the folder, or would swell beyond measure.
 */
export async function unpackZip(
  file: string,
  folder: string,
  { signal, onSize, onProgress }: Unpacking,
): Promise<void> {
  const archive = await yauzl
    .openPromise(file, { lazyEntries: true, autoClose: false })
    .catch((error: Error) => Promise.reject(invalid(`it is no whole zip archive (${error.message})`, error)));
  try {
    const { entries, folderCount } = await filesIn(archive);
    const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
    const blocks = entries.reduce((sum, entry) => sum + Math.ceil(entry.uncompressedSize / BLOCK_BYTES), 0);
    const diskBytes = (blocks + entries.length + folderCount) * BLOCK_BYTES;
    if (diskBytes > FREE_OF_RATIO && diskBytes > archive.fileSize * MAX_RATIO)
      throw invalid(`its files would be more than ${MAX_RATIO} times its size`);
    await onSize(bytes, diskBytes);
    let written = 0;
    const folders = new Set<string>();
    for (const entry of entries) {
      const target = path.join(folder, ...entry.fileName.split("/"));
      const parent = path.dirname(target);
      if (!folders.has(parent)) await mkdir(parent, { recursive: true });
      folders.add(parent);
      // yauzl ends with an error where an entry has more bytes than it says.
      const content = await archive.openReadStreamPromise(entry);
      await pipeline(content, createWriteStream(target, { flags: "wx", mode: PRIVATE_FILE }), { signal });
      written += entry.uncompressedSize;
      onProgress(written);
    }
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof RegionaryError || code === "ENOSPC" || code === "EDQUOT") throw error;
    if (code === "EEXIST" || code === "ENOTDIR" || code === "EISDIR")
      throw invalid("two of its files have the same name", error);
    throw invalid(`it is damaged (${(error as Error).message})`, error);
  } finally {
    archive.close();
  }
}

async function filesIn(archive: yauzl.ZipFile): Promise<{ entries: yauzl.Entry[]; folderCount: number }> {
  const entries: yauzl.Entry[] = [];
  const folders = new Set<string>();
  let knownBytes = 0;
  for await (const entry of archive.eachEntry()) {
    const { fileName, externalFileAttributes } = entry;
    const steps = fileName.split("/");
    if (fileName.endsWith("/") || steps.some((step) => BESIDE.test(step))) continue;
    const name = JSON.stringify(fileName.slice(0, 80));
    if (entry.isEncrypted()) throw invalid(`${name} in it is encrypted`);
    if (((externalFileAttributes >>> 16) & FILE_KIND) === LINK) throw invalid(`${name} in it is a link`);
    if (Buffer.byteLength(fileName) > MAX_PATH_BYTES || fileName.includes("\0") || steps.some(isTooLong))
      throw invalid(`${name} in it cannot be the name of a file`);
    entries.push(entry);
    for (let at = path.posix.dirname(fileName); at !== "." && !folders.has(at); at = path.posix.dirname(at))
      folders.add(at);
    knownBytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (entries.length + folders.size > MAX_ENTRIES || knownBytes > MAX_KNOWN_BYTES)
      throw invalid(`it has more than ${MAX_ENTRIES} files and folders, or too much is said of them`);
  }
  return { entries, folderCount: folders.size };
}

const isTooLong = (step: string): boolean => Buffer.byteLength(step) > MAX_STEP_BYTES;

function invalid(what: string, cause?: unknown): RegionaryError {
  return new RegionaryError(
    "INVALID_DATASET",
    `The archive cannot be unpacked: ${what}. Pack the set again, as a plain zip archive, and upload that.`,
    {},
    { cause },
  );
}
