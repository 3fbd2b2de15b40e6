import { isRegionaryError } from "../errors";
import { parseLabelsTsv } from "../vocabulary/parse-labels-tsv";
import type { SourceLabel } from "./benchmark-source";
import { invalidDataset, quoted } from "./invalid-dataset";
import { readLines } from "./reading/read-lines";

/**
 * The labels of a list, in its order: "label, tab, seen or unseen" on each line, and optionally a tab and the
 * label's own id, which otherwise is its name. These keys must not repeat.
 */
export async function readSourceLabels(file: string): Promise<SourceLabel[]> {
  const labels: SourceLabel[] = [];
  for await (const { text, number } of readLines(file)) {
    const at = `line ${number}`;
    const [listed] = parseLine(text, file, at);
    const { label, seen, id } = listed!;
    const name = label.normalize("NFC");
    labels.push({ key: id ?? name, name, training: seen ? "SEEN" : "UNSEEN" });
  }
  if (labels.length === 0) throw invalidDataset({ file }, "it lists no label", "Give the set's label list.");
  refuseRepeatedKeys(labels, file);
  return labels;
}

function parseLine(text: string, file: string, at: string) {
  try {
    return parseLabelsTsv(text);
  } catch (error) {
    if (!isRegionaryError(error)) throw error;
    const problem = `expected a label, a tab, and "seen" or "unseen", but got ${quoted(text)}`;
    throw invalidDataset({ file, at }, problem, "Correct the line.", error);
  }
}

const MAX_KEY_LENGTH = 200;

/** Labels are identified by their keys, so a set has each only once. */
export function refuseRepeatedKeys(labels: readonly SourceLabel[], file: string): void {
  const seen = new Set<string>();
  for (const { key } of labels) {
    if (key.length > MAX_KEY_LENGTH || /[\p{Cc}\p{Cs}]/u.test(key)) {
      const problem = `expected labels' ids of at most ${MAX_KEY_LENGTH} characters, none of them a control character, but got ${quoted(key)}`;
      throw invalidDataset({ file }, problem, "Correct it.");
    }
    if (seen.has(key)) {
      throw invalidDataset({ file }, `the label ${quoted(key)} comes twice`, "Leave one of them out.");
    }
    seen.add(key);
  }
}

/** Where each label is, by its key. */
export function labelPositions(labels: readonly SourceLabel[]): ReadonlyMap<string, number> {
  return new Map(labels.map(({ key }, position) => [key, position]));
}
