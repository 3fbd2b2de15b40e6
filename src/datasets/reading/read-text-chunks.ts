import { readUtf8Chunks } from "./read-utf8-chunks";

const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

/** The text of a file, see `readUtf8Chunks`, with one line feed where a line ends, whichever way each does. */
export async function* readTextChunks(file: string): AsyncGenerator<Buffer> {
  let endsWithReturn = false; // its line feed may be the next chunk's first byte
  for await (const chunk of readUtf8Chunks(file)) {
    if (chunk.length === 0) continue;
    const text = endsWithReturn && chunk[0] === LINE_FEED ? chunk.subarray(1) : chunk;
    endsWithReturn = chunk.at(-1) === CARRIAGE_RETURN;
    yield text.includes(CARRIAGE_RETURN) ? withoutReturns(text) : text;
  }
}

function withoutReturns(text: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let place = 0; place < text.length; place++) {
    const byte = text[place]!;
    if (byte === LINE_FEED && text[place - 1] === CARRIAGE_RETURN) continue;
    kept[length++] = byte === CARRIAGE_RETURN ? LINE_FEED : byte;
  }
  return kept.subarray(0, length);
}
