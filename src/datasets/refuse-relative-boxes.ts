import type { SourceBox } from "./benchmark-source";
import { invalidDataset } from "./invalid-dataset";

/** INVALID_DATASET where boxes are surely shares of the pictures and not pixels: all lie between 0 and 1, some within. */
export function refuseRelativeBoxes(
  file: string,
  boxes: readonly Pick<SourceBox, "left" | "top" | "right" | "bottom">[],
): void {
  const isWithin = boxes.every(({ right, bottom }) => right <= 1 && bottom <= 1);
  const hasParts = boxes.some((box) =>
    [box.left, box.top, box.right, box.bottom].some((edge) => !Number.isInteger(edge)),
  );
  if (!isWithin || !hasParts) return;
  const which = boxes.length === 1 ? "its only box lies" : `all of its ${boxes.length} boxes lie`;
  throw invalidDataset(
    { file },
    `expected boxes in pixels, but ${which} between 0 and 1, as shares of a picture's width and height do`,
    "Multiply them by the pictures' widths and heights.",
  );
}
