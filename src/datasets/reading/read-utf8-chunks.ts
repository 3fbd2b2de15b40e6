import path from "node:path";
import { TextDecoder } from "node:util";
import { RegionaryError } from "../../errors";
import { textEncoding } from "../../files/decode-text";
import { foreignContent, TELLING_BYTES } from "../../files/foreign-content";
import { readChunks } from "./read-chunks";

const BYTE_ORDER_MARK = Buffer.from("\uFEFF");

/**
 * The text of a plain or gzip file as UTF-8 without a byte order mark: UTF-16, which spreadsheets on Windows write, is
 * converted. INVALID_DATASET for what is no text of a set at all: a web page, a server's error, a pointer, an archive.
 */
export async function* readUtf8Chunks(file: string): AsyncGenerator<Buffer> {
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
