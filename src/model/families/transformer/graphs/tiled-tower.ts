import type { GraphBuilder } from "../../../../graph/build-graph";
import { concat } from "../../../../graph/operators/arrangement/concat";
import { pad } from "../../../../graph/operators/arrangement/pad";
import { reshape } from "../../../../graph/operators/arrangement/reshape";
import { slice } from "../../../../graph/operators/arrangement/slice";
import { add } from "../../../../graph/operators/elementwise/add";
import { div } from "../../../../graph/operators/elementwise/div";
import { reduceMean } from "../../../../graph/operators/reduction/reduce-mean";
import type { ValueSpec } from "../../../../graph/tensor-type";
import { normalized } from "./layers";
import type { Tiles } from "./tiles";

/** A tower's values of some pictures. */
interface TowerValues {
  readonly patches: ValueSpec; // [N, P, E]
  readonly whole: ValueSpec; // [N, E]
}

/**
 * A large picture through a tower of smaller ones: its windows go through the tower as one batch, and each cell
 * has the mean of what the windows over it say there, at length 1 each. Neither that mean nor the whole
 * picture's, which is the mean of the windows' at length 1, is brought to length 1 again: the product of a
 * label's vector with the mean is exactly the mean of its cosines in the windows, so that windows are averaged
 * as responses would be, and what is kept of a picture still depends on no label. Where windows disagree,
 * the mean is shorter, and so are all responses.
 *
 * `image` is [N, 3, side, side]; the result's patches [N, cells * cells, E], row by row.
 */
export function tiledTower(
  g: GraphBuilder,
  image: ValueSpec,
  tower: (g: GraphBuilder, windows: ValueSpec) => TowerValues, // of [M, 3, tile, tile]
  { cells, tileCells, windows, covering }: Tiles,
  leastLength: number,
): TowerValues {
  const patch = (image.shape[2] as number) / cells;
  const tile = tileCells * patch;
  const cut = windows.map(({ row, column }) => {
    const starts = [row * patch, column * patch];
    const ends = starts.map((start) => start + tile);
    const window = g.apply(slice, [image], { starts, ends, axes: [2, 3] });
    return g.apply(reshape, [window], { shape: [0, 1, 3, tile, tile] });
  });
  const batch = g.apply(reshape, [g.apply(concat, cut, { axis: 1 })], { shape: [-1, 3, tile, tile] });
  const values = tower(g, batch);
  const size = values.whole.shape.at(-1) as number;

  const patches = g.apply(reshape, [normalized(g, values.patches, leastLength)], {
    shape: [-1, windows.length, tileCells, tileCells, size],
  });
  const placed = windows.map(({ row, column }, at) => {
    const window = g.apply(slice, [patches], { starts: [at], ends: [at + 1], axes: [1] });
    const after = [row, column].map((start) => cells - tileCells - start) as [number, number];
    return g.apply(pad, [g.apply(reshape, [window], { shape: [0, tileCells, tileCells, size] })], {
      pads: [0, row, column, 0, 0, ...after, 0],
    });
  });
  const sum = placed.reduce((total, window) => g.apply(add, [total, window], {}));
  const counts = g.constant(
    covering.map(({ length }) => length),
    [cells, cells, 1],
  );
  const mean = g.apply(div, [sum, counts], {});
  const wholes = g.apply(reshape, [normalized(g, values.whole, leastLength)], {
    shape: [-1, windows.length, size],
  });
  return {
    patches: g.apply(reshape, [mean], { shape: [0, cells * cells, size] }),
    whole: g.apply(reduceMean, [wholes], { axes: [1], keepdims: 0 }),
  };
}
