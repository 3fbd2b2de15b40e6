import { createHash } from "node:crypto";
import { isRegionaryError, RegionaryError } from "../../../errors";
import { imageTensor } from "../../../pictures/image-tensor";
import type { PictureInput } from "../../../pictures/picture-input";

/** A picture, and how errors name it. */
export interface Picture {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/**
 * Pictures split in two: some that give ranges, and the others to measure with. Evenly spread, because neighboring
 * pictures often show the same thing.
 */
export function partPictures(
  pictures: readonly Picture[],
  forRanges: number,
): { ranges: readonly Picture[]; measured: readonly Picture[] } {
  const places = Array.from({ length: forRanges }, (_, i) => Math.floor((i * pictures.length) / forRanges));
  const chosen = new Set(places);
  return {
    ranges: pictures.filter((_, index) => chosen.has(index)),
    measured: pictures.filter((_, index) => !chosen.has(index)),
  };
}

/** Pictures as tensors; each one's SHA-256 is added to `hashes`. Errors name the picture. */
export async function* readPictures(
  pictures: readonly Picture[],
  input: PictureInput,
  hashes: string[],
  onRead: (count: number) => Promise<void> | void,
): AsyncGenerator<Float32Array> {
  for (const { name, read } of pictures) {
    await onRead(hashes.length);
    const bytes = await read();
    hashes.push(createHash("sha256").update(bytes).digest("hex"));
    try {
      yield await imageTensor(bytes, "photo", input);
    } catch (error) {
      if (!isRegionaryError(error)) throw error;
      throw new RegionaryError(error.code, `${name}: ${error.message}`, error.details, { cause: error });
    }
  }
}
