import type { ByteReader } from "../files/byte-reader";
import { parseDecimals } from "./parse-decimals";
import type { WordVector } from "./word-vector";
import { invalidWordVectors, MAX_DIMENSIONS, MAX_LINE_BYTES } from "./word-vector-limits";

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Rows of "word number number ..." (GloVe, word2vec text, fastText .vec). Without declared dimensions the
 * first row sets them. A word may contain spaces, as some of GloVe 840B do: the last D fields are the vector.
 */
export async function* readTextRows(
  reader: ByteReader,
  declaredDimensions: number | null,
  linesBefore: number,
): AsyncGenerator<WordVector> {
  let dimensions = declaredDimensions;
  for (let lineNumber = linesBefore + 1; ; lineNumber++) {
    const where = `line ${lineNumber}`;
    const taken = await reader.takeUntil(NEWLINE, MAX_LINE_BYTES);
    if (taken === null) return;
    if (taken === "too long") throw invalidWordVectors(where, `no line end within ${MAX_LINE_BYTES} bytes`);
    const line = withoutTrailingBlanks(taken);
    if (line.length === 0) {
      if ((await reader.peek(1)).length === 0) return;
      throw invalidWordVectors(where, "expected a word and its numbers, got an empty line");
    }
    dimensions ??= countDimensions(line, where);
    yield parseRow(line, dimensions, where);
  }
}

function parseRow(line: Buffer, dimensions: number, where: string): WordVector {
  const vectorStart = startOfLastFields(line, dimensions);
  const wordEnd = blanksBefore(line, vectorStart);
  if (wordEnd <= 0) {
    const found = line.toString("utf8").split(/[ \t]+/).length - 1;
    throw invalidWordVectors(where, `expected a word and ${dimensions} numbers, got ${found} after the word`);
  }
  const vector = new Float32Array(dimensions);
  if (parseDecimals(line, vectorStart, line.length, vector) !== dimensions) {
    throw invalidWordVectors(
      where,
      `expected ${dimensions} finite numbers, got ${firstNonNumber(line, vectorStart)}`,
    );
  }
  const word = line.toString("utf8", 0, wordEnd);
  if (/[ \t][+-]?\d*\.\d+$/.test(word)) {
    throw invalidWordVectors(where, `expected a word and ${dimensions} numbers, got more numbers than that`);
  }
  return { word, vector };
}

/** The first row's numbers: all fields at its end that are numbers, but never the first field (a year can be a word). */
function countDimensions(line: Buffer, where: string): number {
  const fields = line.toString("utf8").split(/[ \t]+/);
  const lastWord = fields.findLastIndex((field) => !isNumeral(field));
  const dimensions = Math.min(fields.length - 1 - lastWord, fields.length - 1);
  if (dimensions < 1) {
    const text = line.toString("utf8", 0, 40);
    const start = /[\p{Cc}\ufffd]/u.test(text) ? "binary data" : JSON.stringify(text);
    throw invalidWordVectors(
      where,
      `expected a word followed by numbers, got a line that starts with ${start}`,
    );
  }
  if (dimensions > MAX_DIMENSIONS) {
    throw invalidWordVectors(where, `${dimensions} dimensions; at most ${MAX_DIMENSIONS} are read`);
  }
  return dimensions;
}

/** NaN and infinity are meant as numbers, so that they are refused as such and not read as a word's end. */
function isNumeral(field: string): boolean {
  return /^[+-]?(nan|inf|infinity)$/i.test(field) || (field !== "" && !Number.isNaN(Number(field)));
}

/** Where the last `count` fields begin; 0 or less when there are not that many. */
function startOfLastFields(line: Buffer, count: number): number {
  let at = line.length;
  for (let field = 0; field < count; field++) {
    at = blanksBefore(line, at);
    while (at > 0 && line[at - 1] !== SPACE && line[at - 1] !== TAB) at--;
  }
  return at;
}

function blanksBefore(line: Buffer, end: number): number {
  let at = end;
  while (at > 0 && (line[at - 1] === SPACE || line[at - 1] === TAB)) at--;
  return at;
}

function withoutTrailingBlanks(line: Buffer): Buffer {
  const end = line.at(-1) === 0x0d ? line.length - 1 : line.length;
  return line.subarray(0, blanksBefore(line, end));
}

function firstNonNumber(line: Buffer, from: number): string {
  const fields = line.toString("latin1", from).split(/[ \t]+/);
  const culprit = fields.find((field) => !Number.isFinite(Math.fround(Number(field)))) ?? fields[0]!;
  return JSON.stringify(culprit.slice(0, 40));
}
