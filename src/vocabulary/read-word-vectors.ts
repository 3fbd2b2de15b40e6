import { isRegionaryError } from "../errors";
import { ByteReader } from "../files/byte-reader";
import { openByteStream } from "../files/open-byte-stream";
import { readBinaryRows } from "./read-binary-rows";
import { readTextRows } from "./read-text-rows";
import type { WordVector } from "./word-vector";
import { invalidWordVectors, MAX_DIMENSIONS, MAX_WORD_BYTES } from "./word-vector-limits";

const LONGEST_HEADER = 64;

/**
 * Streams a word-vector file: GloVe text, word2vec text (and so fastText's .vec) or word2vec binary, each
 * plain or gzip, told apart by content. Memory stays at a few rows whatever the file claims. Rows come in
 * file order, repeated words included. Throws INVALID_WORD_VECTORS, with the line or byte, for a row of
 * another length, a number that is not finite, a file that is cut off, or a declared count that is wrong. A
 * GloVe file declares no count: if it is cut off within a row it is refused, but if it is cut between two
 * rows, or within the last number of one, it looks like a whole file.
 */
export async function* readWordVectors(path: string): AsyncGenerator<WordVector> {
  const { chunks, mostBytes } = await openByteStream(path);
  const reader = new ByteReader(chunks);
  try {
    const header = await takeHeader(reader, mostBytes);
    if (header === null) {
      yield* countRows(readTextRows(reader, null, 0), null);
      return;
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

/**
 * Whether what follows the first word up to the line's end could be `dimensions` numbers in text. Binary
 * numbers hardly ever use only the letters of decimal ones, and never for that long.
 */
async function continuesAsText(reader: ByteReader, dimensions: number): Promise<boolean> {
  const sample = (await reader.peek(MAX_WORD_BYTES + 32 * dimensions)).toString("latin1");
  const numbers = /^[^\n]*?[ \t]([^\n]*)/.exec(sample)?.[1] ?? "";
  return numbers.length >= dimensions && /^[\d+.einfa \t\r-]+$/i.test(numbers);
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
