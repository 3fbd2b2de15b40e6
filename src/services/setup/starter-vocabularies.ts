import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { parseLabelsTsv } from "../../vocabulary/parse-labels-tsv";

/** A vocabulary that a person can begin with. */
export interface StarterVocabulary {
  readonly name: string;
  readonly labels: readonly { readonly label: string; readonly training?: "SEEN" | "UNSEEN" }[];
}

/**
 * Reads the vocabularies of a folder (`vocabularies/` of the installation), one a file, by name: NAME.txt has a label a
 * line, NAME.tsv also "seen" or "unseen".
 */
export async function starterVocabularies(directory: string): Promise<StarterVocabulary[]> {
  const files = (await readdir(directory)).filter((file) => /\.(txt|tsv)$/.test(file)).sort();
  return await Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(directory, file), "utf8");
      const { name, ext } = path.parse(file);
      return { name, labels: ext === ".tsv" ? markedLabels(text) : plainLabels(text) };
    }),
  );
}

function plainLabels(text: string): StarterVocabulary["labels"] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "").map((label) => ({ label }));
}

function markedLabels(text: string): StarterVocabulary["labels"] {
  return parseLabelsTsv(text).map(({ label, seen }) => ({ label, training: seen ? "SEEN" : "UNSEEN" }));
}
