import { parseLabelsTsv } from "./parse-labels-tsv";

/** A label of a list, with its mark where the list has marks. */
export interface ParsedLabel {
  readonly label: string;
  readonly training?: "SEEN" | "UNSEEN";
}

/**
 * Reads a list of labels, one to a line; if it has tabs, as `parseLabelsTsv` reads it, with its marks. What a vocabulary
 * cannot have is left to `validateLabels`.
 */
export function parseLabels(text: string): ParsedLabel[] {
  if (text.includes("\t"))
    return parseLabelsTsv(text).map(({ label, seen }) => ({ label, training: seen ? "SEEN" : "UNSEEN" }));
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim());
  return lines.filter((line) => line !== "").map((label) => ({ label }));
}
