import type { WordVector } from "../word-vector";
import { decodeWord } from "./decode-word";
import { parseDecimals } from "./parse-decimals";
import { isNotFinite, numbersAtEnd } from "./row-format";
import { invalidWordVectors, MAX_DIMENSIONS } from "./word-vector-limits";
import type { RemarkCode } from "./word-vector-remarks";

const SPACE = 0x20;
const TAB = 0x09;

/** A row that can be left out, by what is odd about it. */
type OddRow = Extract<RemarkCode, "NO_WORD" | "NOT_FINITE" | "NUMBER_IN_WORD" | "NOT_UTF8">;

/**
 * The word and vector of a line without blanks at its end, or what is odd about it. Throws INVALID_WORD_VECTORS for a
 * row that has not that many numbers, or whose numbers are none.
 */
export function parseTextRow(
  line: Buffer,
  dimensions: number,
  where: string,
): (WordVector & { readonly isCut: boolean }) | OddRow {
  const plain = plainRow(line, dimensions);
  if (plain) return plain;
  const vectorStart = startOfLastFields(line, dimensions);
  const wordEnd = blanksBefore(line, vectorStart);
  if (wordEnd <= 0 && vectorStart > 0) return "NO_WORD";
  if (wordEnd <= 0) {
    const found = line.toString("utf8").split(/[ \t]+/).length - 1;
    throw invalidWordVectors(where, `expected a word and ${dimensions} numbers, got ${found} after the word`);
  }
  const vector = new Float32Array(dimensions);
  if (parseDecimals(line, vectorStart, line.length, vector) !== dimensions) {
    const culprit = firstNonNumber(line, vectorStart);
    if (culprit === null) return "NOT_FINITE";
    throw invalidWordVectors(
      where,
      `expected ${dimensions} finite numbers of a usual size, got ${JSON.stringify(culprit.slice(0, 40))}`,
    );
  }
  const decoded = decodeWord(line.subarray(0, wordEnd));
  if (!decoded) return "NOT_UTF8";
  if (/[ \t][+-]?\d*\.\d+(e[+-]?\d+)?$/i.test(decoded.word)) return "NUMBER_IN_WORD";
  return { word: decoded.word, vector, isCut: decoded.isCut };
}

/** Nearly every row: one word without blanks, then the numbers. Null for any other, which is looked at from its end. */
function plainRow(line: Buffer, dimensions: number): (WordVector & { readonly isCut: boolean }) | null {
  let wordEnd = 0;
  while (wordEnd < line.length && line[wordEnd] !== SPACE && line[wordEnd] !== TAB) wordEnd++;
  if (wordEnd === 0) return null;
  const vector = new Float32Array(dimensions);
  if (parseDecimals(line, wordEnd, line.length, vector) !== dimensions) return null;
  const decoded = decodeWord(line.subarray(0, wordEnd));
  return decoded && { ...decoded, vector };
}

/** The first row's numbers. */
export function countDimensions(line: Buffer, where: string): number {
  const dimensions = numbersAtEnd(line.toString("utf8"));
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

/** The first field that is no number; null if all that are not are meant as NaN or infinity. */
function firstNonNumber(line: Buffer, from: number): string | null {
  const fields = line.toString("latin1", from).split(/[ \t]+/);
  return (
    fields.find(
      (field) => !isNotFinite(field) && parseDecimals(Buffer.from(field), 0, field.length, ONE) !== 1,
    ) ?? null
  );
}

const ONE = new Float32Array(1);
