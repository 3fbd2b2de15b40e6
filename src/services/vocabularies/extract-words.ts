import { open, rename, rm } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import * as yauzl from "yauzl";
import { RegionaryError } from "../../errors";
import { withFiles } from "../../files/download/with-files";

const NEWLINE = 10;
const SPACE = 32;

/** The text to extract from an archive of GloVe vectors, and what is known about it. */
export interface WordsInArchive {
  readonly archivePath: string;
  /** The names of all texts that the archive must have, by which it is recognized. */
  readonly names: readonly string[];
  readonly wanted: string;
  readonly words: number;
  readonly dimensions: number;
  /** The most bytes to unpack, whatever the archive says. */
  readonly mostBytes: number;
}

/**
 * Unpacks one text as a stream, counting its words and numbers on the way, and gives it its name when all of
 * it is there and correct. DOWNLOAD_MISMATCH where the archive or the text is damaged or a different one.
 */
export async function extractWords(
  source: WordsInArchive,
  path: string,
  onProgress: (words: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const partPath = `${path}.part`;
  const archive = await openArchive(source);
  try {
    const entry = await findEntry(archive, source);
    const tally = { words: 0, spaces: 0, crc: 0 };
    const counter = new Transform({
      transform(bytes: Buffer, _encoding, done) {
        for (const byte of bytes) {
          if (byte === NEWLINE) tally.words++;
          else if (byte === SPACE) tally.spaces++;
        }
        tally.crc = crc32(bytes, tally.crc);
        onProgress(tally.words);
        done(null, bytes);
      },
    });
    await withFiles(path, async () => {
      // Open before it can be interrupted: a file that is opened meanwhile would be left behind.
      const part = (await open(partPath, "w")).createWriteStream();
      try {
        await pipeline(await archive.openReadStreamPromise(entry), counter, part, { signal });
      } finally {
        part.destroy();
      }
    });
    const { words, dimensions, wanted } = source;
    if (tally.crc !== entry.crc32) throw mismatch(`${wanted} in it is damaged: its checksum does not match`);
    if (tally.words !== words || tally.spaces !== words * dimensions) {
      const got = `${tally.words} and ${tally.spaces}`;
      throw mismatch(`${wanted} must have ${words} words and ${words * dimensions} numbers; got ${got}`);
    }
    await withFiles(path, () => rename(partPath, path));
  } catch (error) {
    await rm(partPath, { force: true });
    signal.throwIfAborted();
    if (error instanceof RegionaryError) throw error;
    throw mismatch(`it is damaged or cut off (${(error as Error).message})`, error);
  } finally {
    archive.close();
  }
}

function openArchive({ archivePath }: WordsInArchive): Promise<yauzl.ZipFile> {
  return yauzl
    .openPromise(archivePath, { lazyEntries: true, autoClose: false })
    .catch((error: Error) =>
      Promise.reject(mismatch(`it is not a complete zip archive (${error.message})`, error)),
    );
}

async function findEntry(archive: yauzl.ZipFile, source: WordsInArchive): Promise<yauzl.Entry> {
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of archive.eachEntry()) {
    if (source.names.includes(entry.fileName)) entries.set(entry.fileName, entry);
  }
  const missing = source.names.filter((name) => !entries.has(name));
  if (missing.length > 0) throw mismatch(`it does not have ${missing.join(", ")}`);
  const entry = entries.get(source.wanted) as yauzl.Entry;
  if (entry.uncompressedSize > source.mostBytes) {
    throw mismatch(
      `${source.wanted} has ${entry.uncompressedSize} bytes; it must have at most ${source.mostBytes}`,
    );
  }
  return entry;
}

function mismatch(what: string, cause?: unknown): RegionaryError {
  return new RegionaryError(
    "DOWNLOAD_MISMATCH",
    `This is not the archive of GloVe 6B: ${what}.`,
    {},
    { cause },
  );
}
