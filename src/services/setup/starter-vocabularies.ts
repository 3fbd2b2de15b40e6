import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type ParsedLabel, parseLabels } from "../../vocabulary/parse-labels";

/** A vocabulary that a person can begin with. */
export interface StarterVocabulary {
  readonly name: string;
  readonly labels: readonly ParsedLabel[];
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
      return { name: path.parse(file).name, labels: parseLabels(text) };
    }),
  );
}
