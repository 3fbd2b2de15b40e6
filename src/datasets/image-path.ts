import { stat } from "node:fs/promises";
import path from "node:path";
import { invalidDataset, type Place, quoted } from "./invalid-dataset";

const MAX_NAME_LENGTH = 255;

/**
 * An image's name from a file of a set, with forward slashes. It must stay inside the folder of images: no
 * absolute path, no "..", no drive, no control character and no half of a surrogate pair.
 */
export function imageName(given: string, place: Place): string {
  const name = given.trim().replaceAll("\\", "/");
  const steps = name.split("/");
  if (name === "" || name.length > MAX_NAME_LENGTH || /[\p{Cc}\p{Cs}:]/u.test(name) || steps.some(isNoStep)) {
    throw invalidDataset(
      place,
      `expected the name of an image inside the folder, at most ${MAX_NAME_LENGTH} characters and without "..", ":" or a slash at its start, but got ${quoted(given)}`,
      "Correct the name.",
    );
  }
  return name;
}

function isNoStep(step: string): boolean {
  return step === "" || step === "." || step === "..";
}

/**
 * What stat answers if there is no such file; a name of 255 characters may have too many bytes for the file
 * system.
 */
const NOTHING_THERE = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG"]);

/**
 * The first of these names (with forward slashes) that is a file in the folder, as a path; otherwise null.
 */
export async function findImage(
  folder: string,
  names: readonly string[],
  place: Place,
): Promise<string | null> {
  for (const name of names) {
    const file = path.join(folder, ...name.split("/"));
    try {
      if ((await stat(file)).isFile()) return file;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!code || !NOTHING_THERE.has(code)) {
        const advice = "Look at the folder, its links and its permissions.";
        throw invalidDataset(
          place,
          `${quoted(name)} cannot be looked up in ${folder} (${code})`,
          advice,
          error,
        );
      }
    }
  }
  return null;
}
