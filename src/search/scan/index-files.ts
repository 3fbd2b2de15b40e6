import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { makePrivateDirectory } from "../../files/private-directory";
import { flushBehind } from "./flush-behind";
import { growingBytes } from "./growing-bytes";
import { openSearchFile } from "./open-search-file";
import { refuseCutOff } from "./refuse-cut-off";
import { searchFilesFailure, searchFilesUnflushed } from "./search-files-failure";
import { UUID_BYTES, uuidText } from "./uuid-bytes";
import { writeFully } from "./write-fully";

/**
 * In the place of a position whose image was deleted before it came to this host. Its sketch is zeros; so cannot an id be,
 * for zeros are what a power cut leaves of a file that was being written.
 */
export const GONE_ID: Uint8Array = new Uint8Array(UUID_BYTES).fill(255);

/**
 * This host's copy of one generation of an index: by position, an image's id and its sketch. The database has the
 * truth, and the files may be deleted whenever no process has them open.
 */
export interface IndexFiles {
  /** Positions from 0 to this are there. */
  readonly count: number;
  readonly sketchBytes: number;
  /** Where the sketches are, one after another from the first byte. */
  readonly sketchPath: string;
  /**
   * Adds what follows the last position, one call at a time. `ids` has 16 bytes for each, `sketches` sketchBytes. It can be
   * scanned from when this resolves, and is brought to the disk behind: a process that is killed meanwhile finds less
   * at its next opening, never anything else. When it fails (STORAGE_UNAVAILABLE), what was there before is as it was.
   */
  append(ids: Uint8Array, sketches: Uint8Array): Promise<void>;
  imageIds(positions: readonly number[]): string[];
  /** The ids of all positions, 16 bytes each; valid until the next `append`. */
  ids(): Uint8Array;
  /** Resolves when all is on the disk; rejects where it could not be brought there. */
  close(): Promise<void>;
}

const HEADER_BYTES = 16;
const MAGIC = "RGIX0001";

/**
 * Opens the copy in a directory of its own, or begins one. A torn end, as a process leaves that was killed in `append`, does
 * not count and is written over, never cut: another process of this host may be at work on the same files, and
 * would write the same bytes at the same places. Files of another size of sketch are begun anew.
 */
export async function openIndexFiles(directory: string, sketchBytes: number): Promise<IndexFiles> {
  const sketchPath = path.join(directory, "sketches.bin");
  const files: FileHandle[] = [];
  try {
    await makePrivateDirectory(directory);
    for (const place of [sketchPath, path.join(directory, "ids.bin")])
      files.push(await openSearchFile(place));
    const [sketchFile, idFile] = files as [FileHandle, FileHandle];
    const ids = growingBytes();
    ids.append(await wholeIds(sketchFile, idFile, sketchBytes));
    return indexFiles({ sketchFile, idFile, ids, sketchPath, sketchBytes });
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    throw searchFilesFailure(error);
  }
}

interface Opened {
  readonly sketchFile: FileHandle;
  readonly idFile: FileHandle;
  readonly ids: ReturnType<typeof growingBytes>;
  readonly sketchPath: string;
  readonly sketchBytes: number;
}

function indexFiles({ sketchFile, idFile, ids, sketchPath, sketchBytes }: Opened): IndexFiles {
  const count = () => ids.bytes().length / UUID_BYTES;
  let isAppending = false;
  let flushed = ids.bytes().length;
  // An id on the disk says that its sketch is there too, even after a power cut: so it is written after it.
  const flushing = flushBehind(async () => {
    const written = ids.bytes();
    try {
      await sketchFile.datasync();
      await writeFully(idFile, written.subarray(flushed), HEADER_BYTES + flushed);
    } catch (error) {
      throw searchFilesUnflushed(error);
    }
    flushed = written.length;
  });
  return {
    get count() {
      return count();
    },
    sketchBytes,
    sketchPath,
    async append(added, sketches) {
      if (sketches.length * UUID_BYTES !== added.length * sketchBytes)
        throw new RangeError(
          `expected ${sketchBytes} bytes for each of ${added.length / UUID_BYTES} images, got ${sketches.length}`,
        );
      if (isAppending) throw new Error("expected one append at a time");
      flushing.check();
      isAppending = true;
      try {
        await refuseCutOff(sketchFile, count() * sketchBytes);
        await writeFully(sketchFile, sketches, count() * sketchBytes);
      } catch (error) {
        throw searchFilesFailure(error);
      } finally {
        isAppending = false;
      }
      ids.append(added);
      flushing.request();
    },
    imageIds: (positions) => positions.map((position) => uuidText(ids.bytes(), position * UUID_BYTES)),
    ids: ids.bytes,
    async close() {
      await flushing.done().finally(() => Promise.all([sketchFile.close(), idFile.close()]));
    },
  };
}

/** The ids whose sketches are whole; none where the files were made for sketches of another size. */
async function wholeIds(sketches: FileHandle, ids: FileHandle, sketchBytes: number): Promise<Uint8Array> {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, "latin1");
  header.writeUInt32LE(sketchBytes, MAGIC.length);
  const content = await ids.readFile();
  if (!content.subarray(0, HEADER_BYTES).equals(header)) {
    if (content.length > 0) {
      await ids.truncate();
      await sketches.truncate();
    } // else begun at the same time by another process, perhaps: it keeps what it writes
    await writeFully(ids, header, 0);
    return new Uint8Array(0);
  }
  const { size } = await sketches.stat();
  const most = Math.min(
    Math.floor((content.length - HEADER_BYTES) / UUID_BYTES),
    Math.floor(size / sketchBytes),
  );
  let count = 0;
  while (count < most && !isZero(content, HEADER_BYTES + count * UUID_BYTES)) count++;
  return content.subarray(HEADER_BYTES, HEADER_BYTES + count * UUID_BYTES);
}

function isZero(bytes: Buffer, at: number): boolean {
  return bytes.readBigUInt64LE(at) === 0n && bytes.readBigUInt64LE(at + 8) === 0n;
}
