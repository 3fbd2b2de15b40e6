import { positionsOf } from "../../model/chain";
import { cosine } from "../../tensor/cosine";
import { fromFloat16 } from "../../tensor/float16";
import { imageVector, type SeeingModel } from "./region-vector";

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
