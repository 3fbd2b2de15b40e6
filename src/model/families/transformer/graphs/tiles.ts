import { RegionaryError } from "../../../../errors";

/** A square picture seen through windows of a tower's own size; all lengths are in pixels. */
export interface TileSizes {
  /** Of the picture. */
  readonly side: number;
  /** Of a window. */
  readonly tile: number;
  /** From one window to the next: whole patches, at most a window. */
  readonly stride: number;
  readonly patch: number;
}

/** A grid of cells, and the windows over it; both are numbered row by row, and lengths are in cells. */
export interface Tiles {
  readonly cells: number; // a side of the picture
  readonly tileCells: number; // a side of a window
  readonly windows: readonly { readonly row: number; readonly column: number }[]; // their first cells
  /** For each cell, the windows that cover it. */
  readonly covering: readonly (readonly number[])[]; // [cells * cells]
}

/** The windows over a picture. INVALID_INPUT if they do not cover it exactly, or cut through patches. */
export function tilesOf({ side, tile, stride, patch }: TileSizes): Tiles {
  const steps = (side - tile) / stride;
  if (tile % patch !== 0 || stride % patch !== 0 || !Number.isInteger(steps) || steps < 0 || stride > tile) {
    const sides = [1, 2, 3].map((more) => tile + more * stride).join(", ");
    throw new RegionaryError(
      "INVALID_INPUT",
      `Windows of ${tile} pixels every ${stride}, of whole patches of ${patch}, cover pictures of ${sides} and so on; got ${side}.`,
    );
  }
  const [cells, tileCells, strideCells] = [side, tile, stride].map((length) => length / patch) as [
    number,
    number,
    number,
  ];
  const starts = Array.from({ length: steps + 1 }, (_, step) => step * strideCells);
  const windows = starts.flatMap((row) => starts.map((column) => ({ row, column })));
  const isIn = (at: number, start: number) => start <= at && at < start + tileCells;
  const covering = Array.from({ length: cells * cells }, (_, cell) => {
    const [row, column] = [Math.floor(cell / cells), cell % cells];
    return [...windows.keys()].filter(
      (window) => isIn(row, windows[window]!.row) && isIn(column, windows[window]!.column),
    );
  });
  return { cells, tileCells, windows, covering };
}
