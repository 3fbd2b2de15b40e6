import type { GraphBuilder } from "../../../../src/graph/build-graph";
import { buildGraph } from "../../../../src/graph/build-graph";
import type { Graph } from "../../../../src/graph/graph";
import { reshape } from "../../../../src/graph/operators/arrangement/reshape";
import { transpose } from "../../../../src/graph/operators/arrangement/transpose";
import { maxPool } from "../../../../src/graph/operators/products/max-pool";
import { scoreLayers } from "../../../../src/model/families/score-layers";

/** Pixels of a side of the picture, and cells of a side of the grid. */
export const TOY_SIDE = 16;
export const TOY_CELLS = 4;
export const TOY_TOP_REGIONS = 2;
const positions = TOY_CELLS ** 2;

/** The whole network, three operators: a region is the brightest red, green and blue of its cell. */
export function toyTower(): Graph {
  const g = buildGraph("toy-tower");
  const image = g.input("pixels", ["N", 3, TOY_SIDE, TOY_SIDE]);
  const step = TOY_SIDE / TOY_CELLS;
  const cells = g.apply(maxPool, [image], { kernel_shape: [step, step], strides: [step, step] });
  const columns = g.apply(reshape, [cells], { shape: [0, 3, positions] });
  return g.build([g.apply(transpose, [columns], { perm: [0, 2, 1] }, "colors")]); // [N, P, 3]
}

/** Regions [N, P, 3] and colors [C, 3], which are classifiers as they are, become logits and maps. */
export function toyScore({ maps }: { maps: boolean }): Graph {
  const g: GraphBuilder = buildGraph(maps ? "toy-score-maps" : "toy-score");
  const regions = g.input("regions", ["N", positions, 3]);
  const classifiers = g.input("classifiers", ["C", 3]);
  const { logits, responses } = scoreLayers(g, { topRegions: TOY_TOP_REGIONS }, regions, classifiers);
  return g.build(maps ? [logits, responses] : [logits]);
}
