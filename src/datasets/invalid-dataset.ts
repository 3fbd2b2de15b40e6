import { RegionaryError } from "../errors";

/** Where in a file something is at fault: the file as it was given, and perhaps the line or the entry. */
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

/** A value from a file as it may stand in a message: quoted, and not longer than 80 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
