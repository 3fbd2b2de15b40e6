const CARRIAGE_RETURN = 0x0d;
const NEWLINE = 0x0a;

/**
 * The bytes of a text file of word vectors as UTF-8 whose lines end in LF or CRLF, without a byte order mark. A CR
 * alone ends a line where a number comes before it, as at each row's end: words of some sets have a CR in them.
 */
export async function* textChunks(
  chunks: AsyncIterable<Buffer>,
  encoding: "utf-8" | "utf-16le" | "utf-16be",
): AsyncGenerator<Buffer> {
  let isFirst = true;
  let held: Buffer | null = null; // a CR that ended a chunk, with the byte before it
  for await (const decoded of encoding === "utf-8" ? chunks : asUtf8(chunks, encoding)) {
    let chunk: Buffer = held ? Buffer.concat([held, decoded]) : decoded;
    held = null;
    if (isFirst && chunk.length >= 3 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf)
      chunk = chunk.subarray(3);
    isFirst = false;
    if (chunk.at(-1) === CARRIAGE_RETURN) {
      held = Buffer.from(chunk.subarray(-2));
      chunk = chunk.subarray(0, -2);
    }
    endLines(chunk);
    yield chunk;
  }
  if (held) yield held;
}

/** Makes an LF of each CR alone that follows a digit. */
function endLines(chunk: Buffer): void {
  for (let at = chunk.indexOf(CARRIAGE_RETURN); at !== -1; at = chunk.indexOf(CARRIAGE_RETURN, at + 1)) {
    const before = chunk[at - 1] ?? 0;
    if (chunk[at + 1] !== NEWLINE && before >= 0x30 && before <= 0x39) chunk[at] = NEWLINE;
  }
}

async function* asUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: "utf-16le" | "utf-16be",
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
