import { RegionaryError } from "../../../errors";
import { positionsOf } from "../../../model/chain";
import type { ModelDescription } from "../../../model/description";
import { fitPicture } from "../../../pictures/fit-picture";
import { fromFloat16 } from "../../../tensor/float16";
import type { Box } from "../search-request";

/** A cell belongs to a box that covers half of it, rounding aside. */
const COVERED = 0.5 - 1e-9;

export type SeeingModel = Pick<ModelDescription, "grid" | "labels" | "picture" | "score">;

/** An image as a model sees it. */
interface SeenImage {
  readonly width: number;
  readonly height: number;
  readonly regions: Uint16Array; // float16 [rows, R]
}

/**
 * A classifier [R] for what an image shows: the direction of the row of the whole where the model has one, else of the
 * mean of all regions.
 *
 * It has the length of a label's classifier in a text model, whose regions have length 1: scores are cosines times
 * the model's scale, as those of labels are. For other models it has length 1, and scores grow with the length of
 * regions, as those of labels do.
 */
export function imageVector(model: SeeingModel, regions: Uint16Array): Float32Array {
  const cells = positionsOf(model.grid);
  return directionOf(model, regions, model.score.whole ? [cells] : [...Array(cells).keys()]);
}

/**
 * The same for what is in a box, in pixels of the picture: of the regions whose cells the box covers by half or more,
 * or else of the region that it covers most of.
 */
export function regionVector(
  model: SeeingModel,
  { width, height, regions }: SeenImage,
  box: Box,
): Float32Array {
  return directionOf(model, regions, coveredCells(model, { width, height }, box));
}

function directionOf(
  { grid, labels }: SeeingModel,
  regions: Uint16Array,
  rows: readonly number[],
): Float32Array {
  const size = grid.regionSize;
  const sum = new Float64Array(size);
  for (const row of rows) {
    const values = fromFloat16(regions.subarray(row * size, (row + 1) * size));
    for (let i = 0; i < size; i++) sum[i]! += values[i]!;
  }
  const length = Math.hypot(...sum);
  if (!(length > 0)) {
    throw new RegionaryError("INVALID_INPUT", "The model sees nothing there that it could look for.");
  }
  const scale = (labels.from === "text" ? labels.scale : 1) / length;
  return Float32Array.from(sum, (value) => value * scale);
}

/** The cells of an image that a box covers by half or more, or the one that it covers most of; INVALID_INPUT if it covers none. */
export function coveredCells(
  { grid, picture }: Pick<SeeingModel, "grid" | "picture">,
  { width: pictureWidth, height: pictureHeight }: Pick<SeenImage, "width" | "height">,
  box: Box,
): number[] {
  const { seen } = fitPicture(picture, { width: pictureWidth, height: pictureHeight });
  const width = seen.width / grid.width;
  const height = seen.height / grid.height;
  const shares = Array.from({ length: positionsOf(grid) }, (_, cell) => {
    const left = seen.left + (cell % grid.width) * width;
    const top = seen.top + Math.floor(cell / grid.width) * height;
    const across = Math.min(left + width, box.right) - Math.max(left, box.left);
    const down = Math.min(top + height, box.bottom) - Math.max(top, box.top);
    return (Math.max(across, 0) * Math.max(down, 0)) / (width * height);
  });
  const most = Math.max(...shares);
  if (!(most > 0)) {
    const part = { ...seen, right: seen.left + seen.width, bottom: seen.top + seen.height };
    throw new RegionaryError(
      "INVALID_INPUT",
      `The box must be in the part of the picture that the model sees, ${formatBox(part)}; got ${formatBox(box)}.`,
    );
  }
  if (most < COVERED) return [shares.indexOf(most)];
  return [...shares.keys()].filter((cell) => shares[cell]! >= COVERED);
}

const formatBox = ({ left, top, right, bottom }: Box): string =>
  `from (${Math.ceil(left)}, ${Math.ceil(top)}) to (${Math.floor(right)}, ${Math.floor(bottom)})`;
