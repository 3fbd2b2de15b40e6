import { stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "../../../errors";
import { openAtOnce } from "../../../files/open-at-once";

/** A publisher's configuration takes some kilobytes. */
const MOST_BYTES = 1 << 20;

/** A JSON file that a publisher puts beside the weights; null if it is not there. INVALID_CHECKPOINT if it is unusable. */
export async function readPublisherJson<T>(
  directory: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const file = path.join(directory, name);
  const text = await readSmall(file);
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw invalid(file, `it is not JSON (${(cause as Error).message})`, cause);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalid(file, z.prettifyError(parsed.error));
}

/** The path of the first of some files that is there. INVALID_CHECKPOINT, with what they are for, if none is. */
export async function firstFile(directory: string, names: readonly string[], what: string): Promise<string> {
  for (const name of names) {
    const file = path.join(directory, name);
    if ((await stat(file).catch(() => null))?.isFile()) return file;
  }
  throw missing(directory, names, what);
}

/** What to throw where a model's folder lacks a file that its weights need. */
export function missing(directory: string, names: readonly string[], what: string): RegionaryError {
  return new RegionaryError(
    "INVALID_CHECKPOINT",
    `${directory} must also hold ${names.join(" or ")}, ${what}. Download all files of the model into one folder.`,
  );
}

async function readSmall(file: string): Promise<string | null> {
  const handle = await openAtOnce(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw invalid(file, error.message, error);
  });
  if (!handle) return null;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw invalid(file, "it is a directory or a device, and no file");
    const { size } = stats;
    if (size > MOST_BYTES) throw invalid(file, `it has ${size} bytes, and at most ${MOST_BYTES} are read`);
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}

function invalid(file: string, reason: string, cause?: unknown): RegionaryError {
  return new RegionaryError("INVALID_CHECKPOINT", `${file} cannot be used: ${reason}.`, {}, { cause });
}
