import type { SourceBox } from "../benchmark-source";
import type { CocoImage } from "./read-coco-instances";

/**
 * A box [left, top, width, height] by its edges, within the image as far as its size is known, as rounding puts some
 * a little over the edge; null if nothing is left of it.
 */
export function boxInside(
  size: CocoImage["size"],
  [x, y, w, h]: readonly number[],
): Omit<SourceBox, "label"> | null {
  const within = (value: number, most = Number.POSITIVE_INFINITY) => Math.min(Math.max(value, 0), most);
  const box = {
    left: within(x!, size?.width),
    top: within(y!, size?.height),
    right: within(x! + w!, size?.width),
    bottom: within(y! + h!, size?.height),
  };
  return box.left < box.right && box.top < box.bottom ? box : null;
}
