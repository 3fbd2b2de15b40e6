import type { ByteReader } from "../../files/byte-reader";
import type { WordVector } from "../word-vector";
import { countDimensions, parseTextRow } from "./parse-text-row";
import { invalidWordVectors, MAX_LINE_BYTES } from "./word-vector-limits";
import { inBrief, type RemarkBook } from "./word-vector-remarks";

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
/** So many odd rows, and more of them than others, are no oddity but another kind of file. */
const ODD_ROWS_LOOKED_AT = 100;

/**
 * Rows of "word number number ..." (GloVe, word2vec text, fastText .vec). Without `known` dimensions the
 * first row sets them. A word may contain spaces, as some of GloVe 840B do: the last D fields are the vector.
 * An odd row (empty, without a word, with a number that is not finite) is left out, and noted in the book.
 */
export async function* readTextRows(
  reader: ByteReader,
  known: number | null,
  linesBefore: number,
  book: RemarkBook,
): AsyncGenerator<WordVector> {
  let dimensions = known;
  let emptyLine = 0;
  let odd = 0;
  for (let lineNumber = linesBefore + 1; ; lineNumber++) {
    const where = `line ${lineNumber}`;
    const taken = await reader.takeUntil(NEWLINE, MAX_LINE_BYTES);
    if (taken === null) return;
    if (taken === "too long") throw invalidWordVectors(where, `no line end within ${MAX_LINE_BYTES} bytes`);
    const line = withoutTrailingBlanks(taken);
    if (line.length === 0) {
      emptyLine ||= lineNumber;
      continue;
    }
    if (emptyLine > 0) book.note("EMPTY_LINE", `line ${emptyLine}`); // not at the end, where they mean nothing
    emptyLine = 0;
    dimensions ??= countDimensions(line, where);
    const row = parseTextRow(line, dimensions, where);
    if (typeof row === "string") {
      book.note(row, where);
      odd++;
      if (odd >= ODD_ROWS_LOOKED_AT && odd * 2 > lineNumber)
        throw invalidWordVectors(where, mostlyOdd(book, odd, lineNumber, dimensions));
      continue;
    }
    if (row.isCut) book.note("CUT_WORD", where);
    yield row;
  }
}

function mostlyOdd(book: RemarkBook, odd: number, lines: number, dimensions: number): string {
  const [first] = book.remarks();
  return `${odd} of ${lines} rows are no word with ${dimensions} numbers (${first ? inBrief(first) : ""})`;
}

function withoutTrailingBlanks(line: Buffer): Buffer {
  let end = line.at(-1) === 0x0d ? line.length - 1 : line.length;
  while (end > 0 && (line[end - 1] === SPACE || line[end - 1] === TAB)) end--;
  return line.subarray(0, end);
}
