import type { ByteReader } from "../files/byte-reader";
import type { WordVector } from "./word-vector";
import { invalidWordVectors, MAX_WORD_BYTES } from "./word-vector-limits";

const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Rows of word2vec's binary form: the word, a space, then the vector as little-endian float32. The original
 * program writes a line end after each vector, and others do not, so one before a word is skipped.
 */
export async function* readBinaryRows(reader: ByteReader, dimensions: number): AsyncGenerator<WordVector> {
  for (;;) {
    if ((await reader.peek(1))[0] === NEWLINE) await reader.take(1);
    const where = `byte ${reader.offset}`;
    const name = await reader.takeUntil(SPACE, MAX_WORD_BYTES);
    if (name === null) return;
    if (name === "too long") throw invalidWordVectors(where, `no word ends within ${MAX_WORD_BYTES} bytes`);
    if (name.length === 0) throw invalidWordVectors(where, "expected a word, got an empty one");
    const word = name.toString("utf8");
    const bytes = await reader.take(dimensions * 4);
    if (bytes.length < dimensions * 4) {
      throw invalidWordVectors(
        where,
        `expected ${dimensions * 4} bytes of numbers after the word, got ${bytes.length}: the file is cut off`,
      );
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const vector = new Float32Array(dimensions);
    for (let i = 0; i < dimensions; i++) {
      vector[i] = view.getFloat32(i * 4, true);
      if (!Number.isFinite(vector[i])) {
        throw invalidWordVectors(
          where,
          `number ${i + 1} of ${JSON.stringify(word.slice(0, 40))} is ${vector[i]}`,
        );
      }
    }
    yield { word, vector };
  }
}
