import type { SourceBox } from "../../datasets/benchmark-source";
import type { PictureSizes, Size } from "../../pictures/picture-sizes";
import type { PictureOrientation } from "../../storage/benchmarks/benchmark-items";

/** Rounding puts some boxes a little over the edge. */
const ROUNDING = 1;

/**
 * On which of its two appearances a picture's labels were drawn: by the size that its set has for it, or, if that is
 * not known, by the one that its boxes fit. Null if it has but one; "neither" if the size is of none.
 */
export function drawnOn(
  { stored, seen, isTurned }: PictureSizes,
  size: Size | null,
  boxes: readonly SourceBox[],
): PictureOrientation | null | "neither" {
  const isStored = size ? same(size, stored) : fits(boxes, stored);
  const isSeen = size ? same(size, seen) : fits(boxes, seen);
  if (size && !isStored && !isSeen) return "neither";
  if (!isTurned) return null;
  if (isStored === isSeen) return "UNKNOWN";
  return isSeen ? "AS_SEEN" : "AS_STORED";
}

function same(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

function fits(boxes: readonly SourceBox[], { width, height }: Size): boolean {
  return boxes.every(({ right, bottom }) => right <= width + ROUNDING && bottom <= height + ROUNDING);
}
