import { isRegionaryError } from "../errors";
import { ByteReader } from "./byte-reader";
import { openByteStream } from "./open-byte-stream";
import { readBinaryRows } from "./read-binary-rows";
import { readTextRows } from "./read-text-rows";
import { invalidWordVectors, MAX_DIMENSIONS } from "./word-vector-limits";

/** A word as the file spells it, and its vector as the file gives it (not normalised). */
export interface WordVector {
  readonly word: string;
  readonly vector: Float32Array; // [D]
}

const LONGEST_HEADER = 64;

/**
 * Streams a word-vector file: GloVe text, word2vec text (and so fastText's .vec) or word2vec binary, each
 * plain or gzip, told apart by content. Memory stays at a few rows whatever the file claims. Rows come in
 * file order, repeated words included. Throws INVALID_WORD_VECTORS, with the line or byte, for a row of
 * another length, a number that is not finite, a file that is cut off, or a declared count that is wrong.
 * A GloVe file declares nothing: one that is cut exactly between two numbers of its last row is refused,
 * one cut between two rows cannot be told from a shorter file.
 */
export async function* readWordVectors(path: string): AsyncGenerator<WordVector> {
  const { chunks, mostBytes } = await openByteStream(path);
  const reader = new ByteReader(chunks);
  try {
    const header = await takeHeader(reader, mostBytes);
    if (header === null) {
      const rows = countRows(readTextRows(reader, null, 0), null);
      return yield* rows;
    }
    const isText = await continuesAsText(reader, header.dimensions);
    const rows = isText
      ? readTextRows(reader, header.dimensions, 1)
      : readBinaryRows(reader, header.dimensions);
    yield* countRows(rows, header.count);
  } catch (error) {
    if (isRegionaryError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidWordVectors(
      `byte ${reader.offset}`,
      `it cannot be read or decompressed further (${reason})`,
      error,
    );
  } finally {
    await reader.close();
  }
}

/** Takes word2vec's first line, "count dimensions", if the file begins with one. */
async function takeHeader(
  reader: ByteReader,
  mostBytes: number,
): Promise<{ count: number; dimensions: number } | null> {
  const start = (await reader.peek(LONGEST_HEADER)).toString("latin1");
  const match = /^(\d+)[ \t]+(\d+)[ \t]*\r?\n/.exec(start);
  if (!match) return null;
  const count = Number(match[1]);
  const dimensions = Number(match[2]);
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    throw invalidWordVectors("line 1", `${dimensions} dimensions declared; 1 to ${MAX_DIMENSIONS} are read`);
  }
  // A row has at least a letter, and for each number a separator and a digit.
  if (count * (1 + 2 * dimensions) > mostBytes) {
    throw invalidWordVectors(
      "line 1",
      `${count} words of ${dimensions} numbers declared, more than the file has room for: it is cut off`,
    );
  }
  await reader.take(match[0].length);
  return { count, dimensions };
}

/** Whether what stands where a binary file has its first vector reads as text. */
async function continuesAsText(reader: ByteReader, dimensions: number): Promise<boolean> {
  const sample = await reader.peek(4096 + 4 * dimensions);
  const start = sample.indexOf(0x20) + 1;
  return sample
    .subarray(start, start + 4 * dimensions)
    .every((byte) => (byte >= 0x20 && byte <= 0x7e) || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

async function* countRows(
  rows: AsyncIterable<WordVector>,
  declared: number | null,
): AsyncGenerator<WordVector> {
  let count = 0;
  for await (const row of rows) {
    count++;
    if (declared !== null && count > declared) {
      throw invalidWordVectors(`word ${count}`, `line 1 declares ${declared} words but more follow`);
    }
    yield row;
  }
  if (count === 0) throw invalidWordVectors("its end", "expected at least one word, got none");
  if (declared !== null && count < declared) {
    throw invalidWordVectors(
      "its end",
      `line 1 declares ${declared} words but only ${count} follow: it is cut off`,
    );
  }
}
