import { refuseForeignFile } from "../../files/refuse-foreign-file";
import type { PickleRules } from "../../pickle/pickle-rules";
import { readPickle } from "../../pickle/read-pickle";
import { invalidDataset } from "../invalid-dataset";
import { readChunks } from "./read-chunks";

/** NUS-WIDE's list of 107,859 names takes 3 MB. */
const MAX_LIST_BYTES = 64 << 20;

/**
 * The names of `{'img_names': [...]}`, a pickled dictionary, as the authors' order lists are; only lists,
 * dictionaries, texts and numbers are read, and no code is run. Names must not repeat.
 */
export async function readNameList(file: string): Promise<string[]> {
  const advice = "Give the pickled {'img_names': [...]} that belongs to the set.";
  const invalid = (reason: string) => invalidDataset({ file }, reason, advice);
  const rules: PickleRules = {
    holds: "lists of names",
    instead: "Pickle a plain list of str",
    invalid,
    others: "refused",
    globals: new Map(),
    persistentLoad: () => {
      throw invalid("it refers to data outside itself");
    },
    build: () => undefined,
  };
  await refuseForeignFile(file, "INVALID_DATASET");
  const { value } = readPickle(await readWhole(file, invalid), 0, rules);
  const names = value instanceof Map ? value.get("img_names") : undefined;
  if (!Array.isArray(names) || names.length === 0) throw invalid("it has no list under 'img_names'");
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string" || name === "") throw invalid(`name ${index + 1} of the list is not a text`);
    if (seen.has(name)) throw invalid(`name ${index + 1} of the list, ${JSON.stringify(name)}, comes twice`);
    seen.add(name);
  }
  return [...seen];
}

async function readWhole(file: string, invalid: (reason: string) => Error): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of readChunks(file)) {
    bytes += chunk.length;
    if (bytes > MAX_LIST_BYTES) throw invalid(`expected at most ${MAX_LIST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
