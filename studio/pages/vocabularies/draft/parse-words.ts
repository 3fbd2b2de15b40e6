import type { LabelWords, Training } from "./draft-label";

/** What the columns of a table may be called. */
const COLUMNS: Readonly<Record<string, keyof LabelWords>> = {
  label: "label",
  labels: "label",
  name: "label",
  class: "label",
  word: "label",
  alias: "alias",
  prompt: "prompt",
  phrases: "phrases",
  synonyms: "phrases",
  training: "training",
  mark: "training",
};

/** Whether a text is a table, whose cells a reader of such has to find; else it is words, one to a line. */
export function delimiterOf(text: string, fileName = ""): "," | ";" | "\t" | null {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  if (text.includes("\t")) return "\t";
  const isNamed = /\.csv$/i.test(fileName);
  const hasHeader = (mark: string) =>
    COLUMNS[cellOf(first.split(mark)[0])] === "label" && first.includes(mark);
  for (const mark of [",", ";"] as const) if (hasHeader(mark)) return mark;
  if (isNamed) return first.includes(";") && !first.includes(",") ? ";" : ",";
  return null;
}

/** The labels of a text without columns: one to a line, or, of one line, between its commas. */
export function wordsOfLines(text: string): LabelWords[] {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const words = lines.length === 1 ? lines[0]!.split(/[,;]/) : lines;
  return words.map((word) => ({ label: word.trim() })).filter(({ label }) => label !== "");
}

/**
 * The labels of a table: by its first row where that names a column of labels, else the first column, with a second of
 * "seen" and "unseen" or of aliases.
 */
export function wordsOfRows(rows: readonly (readonly string[])[]): LabelWords[] {
  const [first = []] = rows;
  const named = first.map((cell) => COLUMNS[cellOf(cell)]);
  const hasHeader = named.includes("label");
  const columns = hasHeader ? named : columnsWithoutNames(rows);
  return (hasHeader ? rows.slice(1) : rows).map((row) => wordsOfRow(row, columns)).filter(hasLabel);
}

function columnsWithoutNames(rows: readonly (readonly string[])[]): (keyof LabelWords | undefined)[] {
  const seconds = rows.map((row) => cellOf(row[1])).filter((cell) => cell !== "");
  const areMarks = seconds.every((cell) => trainingOf(cell) !== "UNKNOWN");
  return ["label", areMarks ? "training" : "alias"];
}

function wordsOfRow(
  row: readonly string[],
  columns: readonly (keyof LabelWords | undefined)[],
): Partial<LabelWords> {
  const words: { -readonly [K in keyof LabelWords]?: LabelWords[K] } = {};
  for (const [index, column] of columns.entries()) {
    const cell = row[index]?.trim() ?? "";
    if (column === undefined || cell === "") continue;
    if (column === "phrases") words.phrases = cell.split(/[|;]/).map((phrase) => phrase.trim());
    else if (column === "training") words.training = trainingOf(cell.toLowerCase());
    else words[column] = cell;
  }
  return words;
}

function trainingOf(cell: string): Training {
  if (cell === "seen") return "SEEN";
  return cell === "unseen" ? "UNSEEN" : "UNKNOWN";
}

const cellOf = (cell = ""): string =>
  cell
    .replace(/^\uFEFF/, "")
    .replace(/^"|"$/g, "")
    .trim()
    .toLowerCase();
const hasLabel = (words: Partial<LabelWords>): words is LabelWords => words.label !== undefined;
