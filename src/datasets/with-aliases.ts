import type { SourceLabel } from "./benchmark-source";
import { invalidDataset, quoted } from "./invalid-dataset";
import { readLines } from "./reading/read-lines";

/**
 * The labels with the aliases of a file, which are looked up if a name has no vector: a label's name or key,
 * a tab, and a word or phrase on each line. A name stands for all labels that have it.
 */
export async function withAliases(labels: readonly SourceLabel[], file: string): Promise<SourceLabel[]> {
  const known = new Set(labels.flatMap(({ key, name }) => [key, name]));
  const aliases = new Map<string, string>();
  for await (const { text, number } of readLines(file)) {
    const [label = "", alias = "", ...others] = text.split("\t").map((field) => field.trim());
    const place = { file, at: `line ${number}` };
    if (label === "" || alias === "" || others.length > 0) {
      const problem = `expected a label, a tab, and a word or phrase, but got ${quoted(text)}`;
      throw invalidDataset(place, problem, "Correct the line.");
    }
    if (!known.has(label)) {
      throw invalidDataset(place, `the set has no label ${quoted(label)}`, "Correct or remove the line.");
    }
    if (aliases.has(label)) {
      throw invalidDataset(place, `the label ${quoted(label)} comes twice`, "Keep one of the lines.");
    }
    aliases.set(label, alias);
  }
  return labels.map((label) => {
    const alias = aliases.get(label.key) ?? aliases.get(label.name);
    return alias === undefined ? label : { ...label, alias };
  });
}
