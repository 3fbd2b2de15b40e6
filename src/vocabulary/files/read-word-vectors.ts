import path from "node:path";
import { isRegionaryError, RegionaryError } from "../../errors";
import { ByteReader } from "../../files/byte-reader";
import { textEncoding } from "../../files/decode-text";
import { openByteStream } from "../../files/open-byte-stream";
import type { WordVector } from "../word-vector";
import { foreignVectorFile } from "./foreign-vector-file";
import { readBinaryRows } from "./read-binary-rows";
import { readTextRows } from "./read-text-rows";
import { commonLength, type Header, rowFormat } from "./row-format";
import { textChunks } from "./text-chunks";
import { invalidWordVectors, MAX_DIMENSIONS } from "./word-vector-limits";
import { inBrief, type RemarkBook, remarkBook } from "./word-vector-remarks";

const SAMPLE_BYTES = 256 * 1024;
const NEWLINE = 0x0a;
const MAX_HEADER_BYTES = 64;
const CONCEPT_NET = "/c/en/";

/**
 * Streams a word-vector file: GloVe text, word2vec text (and so fastText's .vec) or word2vec binary, each
 * plain or gzip, told apart by content; text in UTF-8 or UTF-16. Memory stays at a few rows whatever the file claims. Rows
 * come in file order, repeated words included, with words composed (NFC). Throws INVALID_WORD_VECTORS, with the line or
 * byte, for a row of another length, numbers that no vector has, and a file that is cut off within a row, and by its name
 * for a file of another kind. What is left out or repaired, and a count in the header that is wrong, goes into the book. A
 * file that is cut between two rows, or within the last number of one, and declares no count, looks like a whole file.
 */
export async function* readWordVectors(
  filePath: string,
  book: RemarkBook = remarkBook(),
): AsyncGenerator<WordVector> {
  const { chunks } = await openByteStream(filePath);
  const reader = new ByteReader(chunks);
  try {
    const sample = await reader.peek(SAMPLE_BYTES);
    const foreign = foreignVectorFile(path.basename(filePath), sample);
    if (foreign !== null) throw new RegionaryError("INVALID_WORD_VECTORS", foreign);
    const { rows, header } = await openRows(reader, sample, book);
    yield* countRows(rows, header?.count ?? null, book);
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

async function openRows(
  raw: ByteReader,
  rawSample: Buffer,
  book: RemarkBook,
): Promise<{ rows: AsyncIterable<WordVector>; header: Header | null }> {
  const encoding = textEncoding(rawSample);
  if (encoding !== "utf-8") book.note("UTF16", "");
  const sample =
    encoding === "utf-8"
      ? rawSample
      : Buffer.from(new TextDecoder(encoding).decode(rawSample, { stream: true }));
  const isWhole = rawSample.length < SAMPLE_BYTES;
  const format = rowFormat(sample, isWhole);
  const { header } = format;
  if (header) checkDimensions(header);
  if (format.kind === "binary") {
    await raw.take(format.header.bytes);
    return { rows: readBinaryRows(raw, format.header.dimensions, book), header };
  }
  const length = header && commonLength(sample, header, isWhole);
  if (header && length !== null && length > header.dimensions) {
    throw invalidWordVectors("line 1", `${header.dimensions} numbers declared, but each row has ${length}`);
  }
  const text = new ByteReader(textChunks(raw.rest(), encoding));
  if (header) await text.takeUntil(NEWLINE, MAX_HEADER_BYTES);
  const rows = readTextRows(text, format.dimensions, header ? 1 : 0, book);
  return { rows: withoutConceptNet(rows, book), header };
}

function checkDimensions({ dimensions }: Header): void {
  if (dimensions >= 1 && dimensions <= MAX_DIMENSIONS) return;
  throw invalidWordVectors("line 1", `${dimensions} dimensions declared; 1 to ${MAX_DIMENSIONS} are read`);
}

/** ConceptNet Numberbatch names words by their place in ConceptNet; labels are plain words. */
async function* withoutConceptNet(
  rows: AsyncIterable<WordVector>,
  book: RemarkBook,
): AsyncGenerator<WordVector> {
  for await (const row of rows) {
    if (!row.word.startsWith(CONCEPT_NET) || row.word.length === CONCEPT_NET.length) yield row;
    else {
      book.note("CONCEPT_NET", row.word);
      yield { word: row.word.slice(CONCEPT_NET.length), vector: row.vector };
    }
  }
}

async function* countRows(
  rows: AsyncIterable<WordVector>,
  declared: number | null,
  book: RemarkBook,
): AsyncGenerator<WordVector> {
  let count = 0;
  for await (const row of rows) {
    count++;
    yield row;
  }
  const [first] = book.remarks();
  if (count === 0) {
    const why = first ? ` (${inBrief(first)})` : "";
    throw invalidWordVectors("its end", `expected at least one word, got none${why}`);
  }
  const leftOut = book
    .remarks()
    .filter(({ code }) => LEFT_OUT.has(code))
    .reduce((sum, remark) => sum + remark.count, 0);
  if (declared !== null && declared !== count && declared !== count + leftOut)
    book.note("HEADER_COUNT", `the header says ${declared}, the file has ${count}`);
}

const LEFT_OUT: ReadonlySet<string> = new Set(["NO_WORD", "NOT_FINITE", "NUMBER_IN_WORD", "NOT_UTF8"]);
