import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { fetchFile } from "../../files/download/fetch-file";
import { cataloguePart } from "../setup/catalogue";
import { extractWords } from "./extract-words";

const { name: ARCHIVE, address: GLOVE_ADDRESS, bytes: ARCHIVE_BYTES } = cataloguePart("glove").file;
export const GLOVE_DIMENSIONS = [50, 100, 200, 300] as const;
const WORDS = 400_000;
/** Its structure tells whether it is the archive; this only keeps an endless response from filling the disk. */
const MOST_ARCHIVE_BYTES = 2 * ARCHIVE_BYTES;
/** A word and, for each number, a space and at most a sign, a digit, a point and six decimals. */
const mostTextBytes = (dimensions: number) => WORDS * (64 + 16 * dimensions);
const nameOf = (dimensions: number) => `glove.6B.${dimensions}d.txt`;

/** Is told of each step as it begins, and how much of it is done: bytes or words, and of how many. */
type GloveProgress = (step: "downloading" | "unpacking", done: number, total: number) => void;

/**
 * Downloads the GloVe 6B word vectors into a directory and unpacks those of one dimension, each unless it is
 * there. The archive is recognized by its structure: four texts, and in the unpacked one 400,000 words of
 * as many numbers as its name says, under the archive's own checksum. DOWNLOAD_MISMATCH for any other.
 */
export async function fetchGlove(
  { directory, dimensions, address }: { directory: string; dimensions: number; address: URL },
  onProgress: GloveProgress,
  signal: AbortSignal,
): Promise<{ path: string; archivePath: string; alreadyThere: boolean }> {
  const archivePath = path.join(directory, ARCHIVE);
  const words = path.join(directory, nameOf(dimensions));
  if (await isFile(words)) return { path: words, archivePath, alreadyThere: true };
  await mkdir(directory, { recursive: true });
  const unpack = (archive: string) =>
    extractWords(
      {
        archivePath: archive,
        names: GLOVE_DIMENSIONS.map(nameOf),
        wanted: nameOf(dimensions),
        words: WORDS,
        dimensions,
        mostBytes: mostTextBytes(dimensions),
      },
      words,
      (count) => onProgress("unpacking", count, WORDS),
      signal,
    );
  if (await isFile(archivePath)) await unpack(archivePath);
  else {
    const trusted = address.href !== GLOVE_ADDRESS;
    await fetchFile(
      { address, trusted, path: archivePath, mostBytes: MOST_ARCHIVE_BYTES, check: unpack },
      (bytes, total) => onProgress("downloading", bytes, total ?? ARCHIVE_BYTES),
      signal,
    );
  }
  return { path: words, archivePath, alreadyThere: false };
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}
