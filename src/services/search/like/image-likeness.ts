import { positionsOf } from "../../../model/chain";
import { cosine } from "../../../tensor/cosine";
import { fromFloat16 } from "../../../tensor/float16";
import { imageVector, type SeeingModel } from "./region-vector";

/**
 * From this likeness by places on, two images count as near duplicates unless somebody says otherwise. Measured on photos:
 * compressed to JPEG's quality 40 or resized to half, by the model that ships at least 0.999, by a VGG19 with an untrained
 * head 0.83 to 0.96; different photos of rooms at most 0.94 and 0.67. What else is done to a copy costs more: 5 % cut off,
 * or a fifth brighter, leaves 0.95 by the one and 0.7 to 0.9 by the other.
 */
export const NEAR_DUPLICATE = 0.9;

/** How alike two images are, from -1 to 1. */
export interface Likeness {
  /** The cosine of what each shows as a whole: the same things anywhere. */
  readonly whole: number;
  /**
   * The mean cosine of the regions at the same places of the grid: the same things at the same places. Near 1 only for
   * copies of one picture, resized, compressed or slightly edited.
   */
  readonly placed: number;
}

/** Both images' regions, float16 [rows, R], are of one model. */
export function imageLikeness(model: SeeingModel, a: Uint16Array, b: Uint16Array): Likeness {
  const { grid } = model;
  const [rowsA, rowsB] = [fromFloat16(a), fromFloat16(b)];
  const places = positionsOf(grid);
  let sum = 0;
  for (let place = 0; place < places; place++) {
    const [begin, end] = [place * grid.regionSize, (place + 1) * grid.regionSize];
    const similarity = cosine(rowsA.subarray(begin, end), rowsB.subarray(begin, end));
    sum += Number.isNaN(similarity) ? 0 : similarity;
  }
  return { whole: cosine(imageVector(model, a), imageVector(model, b)), placed: sum / places };
}
