import { invalidDataset } from "../invalid-dataset";
import { createJsonEntryParser, type JsonEntry, type JsonParts } from "./json-entry-parser";
import { readUtf8Chunks } from "./read-utf8-chunks";

/** A value is in memory as a whole. */
const MAX_VALUE_BYTES = 16 << 20;

/**
 * The values at some paths of a plain or gzip JSON file, in the file's order, repeated keys included, see
 * `createJsonEntryParser`. Memory stays at one value and one chunk of the file: COCO's annotations are half a gigabyte.
 * 16 MiB without the end of a value are refused.
 */
export async function* readJsonEntries(file: string, parts: JsonParts): AsyncGenerator<JsonEntry> {
  let found: JsonEntry[] = [];
  const parser = createJsonEntryParser(parts, (entry) => found.push(entry));
  let waitingBytes = 0;
  for await (const chunk of readUtf8Chunks(file)) {
    attempt(file, () => parser.write(chunk));
    waitingBytes = found.length > 0 ? 0 : waitingBytes + chunk.length;
    if (waitingBytes > MAX_VALUE_BYTES) {
      throw invalidJson(file, `no entry of ${parts.paths.join(", ")} ends within ${MAX_VALUE_BYTES} bytes`);
    }
    yield* found;
    found = [];
  }
  attempt(file, () => parser.end());
  yield* found;
}

function attempt(file: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    throw invalidJson(file, (error as Error).message.replace(/\.$/, ""), error);
  }
}

function invalidJson(file: string, reason: string, cause?: unknown) {
  return invalidDataset({ file }, `expected JSON, but: ${reason}`, "Correct or replace the file.", cause);
}
