import { JSONParser } from "@streamparser/json";
import { invalidDataset } from "./invalid-dataset";
import { readChunks } from "./read-chunks";

/** A value of a JSON file, and the keys that lead to it. */
export interface JsonEntry {
  readonly keys: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * The values at `paths` ("$.images.*") of a plain or gzip JSON file, in the file's order, repeated keys
 * included. Memory stays at one value and one chunk of the file: COCO's annotations are half a gigabyte.
 */
export async function* readJsonEntries(file: string, paths: readonly string[]): AsyncGenerator<JsonEntry> {
  const parser = new JSONParser({ paths: [...paths], keepStack: false });
  let found: JsonEntry[] = [];
  parser.onValue = ({ value, key, stack }) => {
    const keys = [...stack.slice(1).map((outer) => outer.key), key] as (string | number)[];
    found.push({ keys, value });
  };
  for await (const chunk of readChunks(file)) {
    attempt(file, () => parser.write(chunk));
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
