import type { SourceBox } from "../../datasets/benchmark-source";
import type { SetFormat } from "../../datasets/set-formats";
import { RegionaryError } from "../../errors";
import type { PictureSizes, Size } from "../../pictures/picture-sizes";
import type { PictureOrientation } from "../../storage/benchmarks/benchmark-items";
import { isOfPhotos } from "./decode-mode";
import { drawnOn } from "./drawn-on";
import type { ImportItem } from "./import-source";

interface Drawn {
  readonly boxes: readonly SourceBox[] | undefined;
  readonly orientation: PictureOrientation | null;
}

/**
 * An item's boxes, cut at the edges of its picture where its set does not know the size, and which appearance of the
 * picture its labels were drawn on, as far as size or boxes show it. INVALID_DATASET if the size is of neither.
 */
export async function asDrawn(
  format: SetFormat,
  { name, boxes, content }: ImportItem,
  readSizes: () => Promise<PictureSizes>,
): Promise<Drawn> {
  // Features have no picture, and a stored picture is drawn or turned upright before it gets here.
  if (content.kind !== "image" || isOfPhotos(format)) return { boxes, orientation: null };
  const { stated } = content;
  if (!stated && !boxes?.length) return { boxes, orientation: null };
  const sizes = await readSizes();
  const orientation = drawnOn(sizes, stated?.size ?? null, boxes ?? []);
  if (orientation === "neither") {
    const { file, at } = stated!.place;
    const has = sizes.isTurned
      ? `${inWords(sizes.stored)} as it is stored and ${inWords(sizes.seen)} as people see it`
      : inWords(sizes.stored);
    throw new RegionaryError(
      "INVALID_DATASET",
      `${file}, ${at}: the picture "${name}" must have the size that is stated, ${inWords(stated!.size!)}; it has ${has}. Give the pictures that were annotated, or correct the size (left out, it is the picture's own).`,
    );
  }
  if (stated?.size !== null) return { boxes, orientation };
  const edges = orientation === "AS_SEEN" ? sizes.seen : sizes.stored;
  return { boxes: boxes?.flatMap((box) => cut(box, edges)), orientation };
}

function inWords({ width, height }: Size): string {
  return `${width}x${height}`;
}

function cut(box: SourceBox, { width, height }: Size): SourceBox[] {
  const right = Math.min(box.right, width);
  const bottom = Math.min(box.bottom, height);
  return box.left < right && box.top < bottom ? [{ ...box, right, bottom }] : [];
}
