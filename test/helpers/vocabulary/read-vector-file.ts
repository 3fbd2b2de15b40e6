import { readWordVectors } from "../../../src/vocabulary/files/read-word-vectors";
import { remarkBook } from "../../../src/vocabulary/files/word-vector-remarks";

/** The rows of a word-vector file, numbers to six digits and blanks between them, and its remarks as "CODE COUNT EXAMPLES". */
export async function readVectorFile(file: string) {
  const book = remarkBook();
  const rows: Record<string, string> = {};
  for await (const { word, vector } of readWordVectors(file, book))
    rows[word] = Array.from(vector, (value) => Number(value.toPrecision(6))).join(" ");
  const remarks = book.remarks().map(({ code, count, examples }) => `${code} ${count} ${examples.join(",")}`);
  return { rows, remarks };
}
