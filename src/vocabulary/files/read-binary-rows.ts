import type { ByteReader } from "../../files/byte-reader";
import type { WordVector } from "../word-vector";
import { decodeWord } from "./decode-word";
import { invalidWordVectors, MAX_WORD_BYTES } from "./word-vector-limits";
import type { RemarkBook } from "./word-vector-remarks";

const NEWLINE = 0x0a;
const SPACE = 0x20;
/** Letters read as a number are beyond this, or their neighbors are; vectors that a program has learned never are. */
const LARGEST = 1e6;
/** No learned vector has numbers that are that far apart, and bytes that are none nearly always do. */
const WIDEST_RANGE = 1e15;
const ADVICE =
  'so a word before it may have a blank in it ("new york"), which ends words in binary files. Write the file as text, or with _ for blanks';

/**
 * Rows of word2vec's binary form: the word, a space, then the vector as little-endian float32. The original
 * program writes a line end after each vector, and others do not, so one before a word is skipped. Nothing else marks
 * where a row begins: what cannot be a word or a learned vector shows that a row was read at the wrong place.
 */
export async function* readBinaryRows(
  reader: ByteReader,
  dimensions: number,
  book: RemarkBook,
): AsyncGenerator<WordVector> {
  let endsLines: boolean | null = null;
  for (let row = 0; ; row++) {
    const isNewline = (await reader.peek(1))[0] === NEWLINE;
    if (isNewline) await reader.take(1);
    const where = `byte ${reader.offset}`;
    const name = await reader.takeUntil(SPACE, MAX_WORD_BYTES);
    if (name === null) return;
    if (row > 0) endsLines ??= isNewline;
    if (name === "too long") throw invalidWordVectors(where, `no word ends within ${MAX_WORD_BYTES} bytes`);
    if (name.length === 0) throw invalidWordVectors(where, "expected a word, got an empty one");
    const decoded = decodeWord(name);
    if (!decoded || hasControl(name) || (row > 0 && endsLines !== isNewline)) {
      const got = JSON.stringify(name.toString("latin1").slice(0, 40));
      throw invalidWordVectors(where, `expected a word in UTF-8, got ${got}, ${ADVICE}`);
    }
    const { word, isCut } = decoded;
    if (isCut) book.note("CUT_WORD", word);
    const bytes = await reader.take(dimensions * 4);
    if (bytes.length < dimensions * 4) {
      throw invalidWordVectors(
        where,
        `expected ${dimensions * 4} bytes of numbers after the word, got ${bytes.length}: the file is cut off`,
      );
    }
    const vector = new Float32Array(dimensions);
    new Uint8Array(vector.buffer).set(bytes);
    const fault = faultOf(vector, word.slice(0, 40));
    if (fault !== null) throw invalidWordVectors(where, fault);
    yield { word, vector };
  }
}

function hasControl(name: Buffer): boolean {
  return name.some((byte) => byte < SPACE || byte === 0x7f);
}

/** Why numbers are no learned vector; null if they can be one. */
function faultOf(vector: Float32Array, word: string): string | null {
  let largest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < vector.length; i++) {
    const size = Math.abs(vector[i]!);
    if (!(size <= LARGEST))
      return `number ${i + 1} of ${JSON.stringify(word)} is ${vector[i]}, ${ADVICE.replace("a word before it", "the word")}`;
    if (size > largest) largest = size;
    if (size < smallest && size > 0) smallest = size;
  }
  if (largest <= smallest * WIDEST_RANGE) return null;
  return `the numbers of ${JSON.stringify(word)} are from ${smallest} to ${largest}, ${ADVICE.replace("a word before it", "the word")}`;
}
