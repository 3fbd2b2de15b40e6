import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isRegionaryError, RegionaryError } from "../../errors";
import { imageTensor } from "../../pictures/image-tensor";
import type { PictureInput } from "../../pictures/picture-input";

/**
 * Picture files split in two: some that give ranges, and the others to measure with. Evenly spread, because
 * neighboring pictures in a directory often show the same thing.
 */
export function partFiles(
  files: readonly string[],
  forRanges: number,
): { ranges: readonly string[]; measured: readonly string[] } {
  if (files.length <= forRanges) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `There must be more than the ${forRanges} pictures that give ranges, so that others are left to measure with; got ${files.length}.`,
    );
  }
  const places = Array.from({ length: forRanges }, (_, i) => Math.floor((i * files.length) / forRanges));
  const chosen = new Set(places);
  return {
    ranges: files.filter((_, index) => chosen.has(index)),
    measured: files.filter((_, index) => !chosen.has(index)),
  };
}

/** Picture files as tensors; each file's SHA-256 is added to `hashes`. Errors name the file. */
export async function* readPictures(
  files: readonly string[],
  input: PictureInput,
  hashes: string[],
  onRead: (count: number) => void,
): AsyncGenerator<Float32Array> {
  for (const file of files) {
    onRead(hashes.length);
    const bytes = await readFile(file);
    hashes.push(createHash("sha256").update(bytes).digest("hex"));
    try {
      yield await imageTensor(bytes, "photo", input);
    } catch (error) {
      if (!isRegionaryError(error)) throw error;
      throw new RegionaryError(error.code, `${file}: ${error.message}`, error.details, { cause: error });
    }
  }
}
