import { readFile, stat } from "node:fs/promises";
import { invalidTokenizer } from "./invalid-tokenizer";

/** The largest published is SigLIP 2's tokenizer.json, 34.4 MB. */
const MAX_BYTES = 128 * 1024 * 1024;

/** A tokenizer's file in memory; weights given in its place are refused before they are read. */
export async function readTokenizerFile(file: string, expected: string): Promise<Buffer> {
  const { size } = await stat(file);
  if (size > MAX_BYTES)
    throw invalidTokenizer(file, `${expected} of at most ${MAX_BYTES} bytes`, `${size} bytes`);
  return await readFile(file);
}
