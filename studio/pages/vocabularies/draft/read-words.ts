import type { LabelWords } from "./draft-label";
import { delimiterOf, wordsOfLines, wordsOfRows } from "./parse-words";

/** The labels of a text that was pasted, or of a file with this name. */
export async function readWords(text: string, fileName?: string): Promise<LabelWords[]> {
  const delimiter = delimiterOf(text, fileName);
  if (delimiter === null) return wordsOfLines(text);
  const { parse } = await import("csv-parse/browser/esm/sync"); // few need it
  const rows: string[][] = parse(text, {
    ...{ delimiter, bom: true, relax_column_count: true, skip_empty_lines: true },
    ...(delimiter === "\t" ? { quote: null } : { relax_quotes: true }),
  });
  return wordsOfRows(rows);
}

/** The text of a file in UTF-8 or UTF-16; null where it is neither. */
export async function readTextFile(file: File): Promise<string | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const utf16 = { "255,254": "utf-16le", "254,255": "utf-16be" }[String(bytes.subarray(0, 2))];
  try {
    return new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
