import { JSONParser, TokenType } from "@streamparser/json";
import { invalidDataset } from "../invalid-dataset";
import { readChunks } from "./read-chunks";

/** The parser takes a hundred bytes for each open bracket, and a value is in memory as a whole. */
const MAX_DEPTH = 64;
const MAX_VALUE_BYTES = 16 << 20;

/** A value of a JSON file, and the keys that lead to it. */
export interface JsonEntry {
  readonly keys: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * The values at `paths` ("$.images.*") of a plain or gzip JSON file, in the file's order, repeated keys
 * included. Memory stays at one value and one chunk of the file: COCO's annotations are half a gigabyte.
 * Values nested deeper than 64 are refused, and so are 16 MiB without the end of a value.
 */
export async function* readJsonEntries(file: string, paths: readonly string[]): AsyncGenerator<JsonEntry> {
  const parser = new JSONParser({ paths: [...paths], keepStack: false });
  let found: JsonEntry[] = [];
  parser.onValue = ({ value, key, stack }) => {
    const keys = [...stack.slice(1).map((outer) => outer.key), key] as (string | number)[];
    found.push({ keys, value });
  };
  let depth = 0;
  parser.onToken = ({ token }) => {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth++;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth--;
    if (depth > MAX_DEPTH) throw new Error(`values are nested deeper than ${MAX_DEPTH}`);
  };
  let waitingBytes = 0;
  for await (const chunk of readChunks(file)) {
    attempt(file, () => parser.write(chunk));
    waitingBytes = found.length > 0 ? 0 : waitingBytes + chunk.length;
    if (waitingBytes > MAX_VALUE_BYTES) {
      throw invalidJson(file, `no entry of ${paths.join(", ")} ends within ${MAX_VALUE_BYTES} bytes`);
    }
    yield* found;
    found = [];
  }
  if (!parser.isEnded) attempt(file, () => parser.end());
  if (!parser.isEnded) throw invalidJson(file, "the file ends within a value");
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
