import { RegionaryError } from "../../../errors";
import { positionsOf } from "../../../model/chain";
import { fromFloat16 } from "../../../tensor/float16";
import type { SeeingModel } from "./region-vector";

/**
 * The classifier [R] of what some cells of an image show for a model of word vectors: how their mean differs from that of
 * all its cells, in length 1. Most of each region is what all regions have in common. By the mean of its regions, at the
 * median 113 of 306 drawn scenes scored better for an image than that image itself; by this, 2.
 */
export function contrastVector(
  { grid }: Pick<SeeingModel, "grid">,
  regions: Uint16Array,
  cells: readonly number[],
): Float32Array {
  const rows = rowsOf(grid, regions);
  const all = meanOf(rows);
  const difference = meanOf(cells.map((cell) => rows[cell]!)).map((value, dim) => value - all[dim]!);
  const length = Math.hypot(...difference);
  if (length > 0) return Float32Array.from(difference, (value) => value / length);
  throw new RegionaryError(
    "INVALID_INPUT",
    "The model sees nothing there that differs from the rest of the picture. Choose a smaller part of it, or another one.",
  );
}

/** The cells that differ most from the mean of all, as many as a label's score is the mean of. */
export function salientCells(
  { grid, score }: Pick<SeeingModel, "grid" | "score">,
  regions: Uint16Array,
): number[] {
  const rows = rowsOf(grid, regions);
  const mean = meanOf(rows);
  const distances = rows.map((row) => Math.hypot(...row.map((value, dim) => value - mean[dim]!)));
  return [...distances.keys()]
    .sort((a, b) => distances[b]! - distances[a]! || a - b)
    .slice(0, score.topRegions);
}

/** Those of the grid's cells, without a row of the whole. */
function rowsOf(grid: SeeingModel["grid"], regions: Uint16Array): Float32Array[] {
  const [size, values] = [grid.regionSize, fromFloat16(regions)];
  return Array.from({ length: positionsOf(grid) }, (_, row) => values.subarray(row * size, (row + 1) * size));
}

function meanOf(rows: readonly Float32Array[]): Float64Array {
  const sum = new Float64Array(rows[0]!.length);
  for (const row of rows) for (const [dim, value] of row.entries()) sum[dim]! += value / rows.length;
  return sum;
}
