import path from "node:path";
import { TextDecoder } from "node:util";
import { RegionaryError } from "../../errors";
import { textEncoding } from "../../files/decode-text";
import { foreignContent, TELLING_BYTES } from "../../files/foreign-content";
import { readChunks } from "./read-chunks";

const BYTE_ORDER_MARK = Buffer.from("\uFEFF");
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

/**
 * The text of a plain or gzip file as UTF-8 without a byte order mark, with one line feed where a line ends, whichever
 * way each does: UTF-16, which spreadsheets on Windows write, is converted. INVALID_DATASET for what is no text of a
 * set at all: a web page, a server's error, a pointer, an archive.
 */
export async function* readTextChunks(file: string): AsyncGenerator<Buffer> {
  yield* oneLineEnd(asUtf8(file));
}

async function* asUtf8(file: string): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null = null;
  let isFirst = true;
  for await (const chunk of readChunks(file)) {
    if (isFirst) {
      isFirst = false;
      const head = chunk.subarray(0, TELLING_BYTES);
      const foreign = foreignContent(path.basename(file), head, { expected: "a text file of the set" });
      if (foreign !== null) throw new RegionaryError("INVALID_DATASET", foreign);
      const encoding = textEncoding(head);
      if (encoding !== "utf-8") decoder = new TextDecoder(encoding);
      else if (chunk.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
        yield chunk.subarray(BYTE_ORDER_MARK.length);
        continue;
      }
    }
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  if (decoder !== null) yield Buffer.from(decoder.decode());
}

async function* oneLineEnd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let endsWithReturn = false; // its line feed may be the next chunk's first byte
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const text = endsWithReturn && chunk[0] === LINE_FEED ? chunk.subarray(1) : chunk;
    endsWithReturn = chunk.at(-1) === CARRIAGE_RETURN;
    yield text.includes(CARRIAGE_RETURN) ? withoutReturns(text) : text;
  }
}

function withoutReturns(text: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (const [place, byte] of text.entries()) {
    if (byte === LINE_FEED && text[place - 1] === CARRIAGE_RETURN) continue;
    kept[length++] = byte === CARRIAGE_RETURN ? LINE_FEED : byte;
  }
  return kept.subarray(0, length);
}
