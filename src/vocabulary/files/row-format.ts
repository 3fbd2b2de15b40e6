import { isUtf8 } from "node:buffer";

/** What a file's rows are, told from its first ones. */
export type RowFormat =
  | { readonly kind: "binary"; readonly header: Header }
  /** `dimensions` without a header: of most of the first rows; null if there is no whole row among them. */
  | { readonly kind: "text"; readonly header: Header | null; readonly dimensions: number | null };

/** word2vec's first line, "count dimensions". */
export interface Header {
  readonly count: number;
  readonly dimensions: number;
  readonly bytes: number;
}

const LONGEST_HEADER = 64;
const ROWS_LOOKED_AT = 32;

/**
 * Tells text from binary by several rows: a first word of blanks or digits says nothing. Text is where one of the first
 * lines ends in as many numbers as the header declares, or where all of the sample can be text.
 */
export function rowFormat(sample: Buffer, isWhole: boolean): RowFormat {
  const header = readHeader(sample);
  const lines = linesOf(sample.subarray(header?.bytes ?? 0), isWhole);
  if (!header) return { kind: "text", header, dimensions: mostFrequent(lines.map(numbersAtEnd)) };
  const { dimensions } = header;
  const isText = lines.some((line) => numbersAtEnd(line) >= dimensions) || isPrintable(sample, isWhole);
  return isText ? { kind: "text", header, dimensions } : { kind: "binary", header };
}

/** The number of numbers of each of the first rows, if all have as many; else null. */
export function commonLength(sample: Buffer, header: Header, isWhole: boolean): number | null {
  const lengths = linesOf(sample.subarray(header.bytes), isWhole).map(numbersAtEnd);
  const [first] = lengths;
  return first !== undefined && lengths.length >= 3 && lengths.every((length) => length === first)
    ? first
    : null;
}

function readHeader(sample: Buffer): Header | null {
  const start = sample.toString("latin1", 0, LONGEST_HEADER);
  const match = /^(?:\xef\xbb\xbf)?(\d+)[ \t]+(\d+)[ \t]*(?:\r\n|\n|\r)/.exec(start);
  return match && { count: Number(match[1]), dimensions: Number(match[2]), bytes: match[0].length };
}

/** The first lines that are not empty; the last one only if the sample is the whole file. */
function linesOf(sample: Buffer, isWhole: boolean): string[] {
  const lines: string[] = [];
  for (let start = 0; start < sample.length && lines.length < ROWS_LOOKED_AT; ) {
    const end = sample.indexOf(0x0a, start);
    if (end === -1 && !isWhole) break;
    const line = sample.toString("latin1", start, end === -1 ? sample.length : end).trim();
    if (line !== "") lines.push(...line.split("\r"));
    start = end === -1 ? sample.length : end + 1;
  }
  return lines;
}

/** How many fields at a row's end are numbers, never its first (a year can be a word). */
export function numbersAtEnd(line: string): number {
  const fields = line.split(/[ \t]+/);
  const lastWord = fields.findLastIndex((field) => !isNumeral(field));
  return Math.max(0, Math.min(fields.length - 1 - lastWord, fields.length - 1));
}

/** NaN and infinity are meant as numbers, so that they are not read as a word's end. */
function isNumeral(field: string): boolean {
  return isNotFinite(field) || (field !== "" && !Number.isNaN(Number(field)));
}

/** How programs write numbers that are not finite. */
export function isNotFinite(field: string): boolean {
  return /^[+-]?(?:nan(?:\(\w*\))?|inf|infinity|1\.#\w+)$/i.test(field);
}

/** The value that most rows have, of several the first; null if no row has numbers. */
function mostFrequent(lengths: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const length of lengths) if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best: number | null = null;
  for (const [length, count] of counts) if (best === null || count > counts.get(best)!) best = length;
  return best;
}

/** Whether bytes can be text: UTF-8 without control characters, as the bytes of numbers are not. */
function isPrintable(sample: Buffer, isWhole: boolean): boolean {
  const text = isWhole ? sample : sample.subarray(0, sample.lastIndexOf(0x0a) + 1); // it may end inside a character
  const isPlain = text.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return isPlain && text.length > 0 && isUtf8(text);
}
