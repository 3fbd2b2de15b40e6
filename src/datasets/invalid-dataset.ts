import { RegionaryError } from "../errors";

/** Where a file is wrong: the file as it was given, and possibly the line or the entry. */
export interface Place {
  readonly file: string;
  /** "line 12", "annotations[3]" or an image's name. */
  readonly at?: string;
}

/** An INVALID_DATASET error: the place, what was expected and what was found, and what to do (a whole sentence). */
export function invalidDataset({ file, at }: Place, problem: string, advice: string, cause?: unknown) {
  const where = at === undefined ? file : `${file}, ${at}`;
  return new RegionaryError("INVALID_DATASET", `${where}: ${problem}. ${advice}`, {}, { cause });
}

/** A value from a file for a message: quoted, and at most 80 characters long. */
export function quoted(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
