import { buildGraph } from "../../../../graph/build-graph";
import type { Graph } from "../../../../graph/graph";
import { concat } from "../../../../graph/operators/arrangement/concat";
import { reshape } from "../../../../graph/operators/arrangement/reshape";
import { transpose } from "../../../../graph/operators/arrangement/transpose";
import { normalized } from "./layers";

/**
 * A tower's values as rows that texts are compared with: patches row by row, then the whole picture, each brought to
 * length 1 unless they are means of such already.
 * features [N, E, h, w] and global [N, E] -> regions [N, P + 1, E].
 */
export function regionRows(
  { height, width }: { readonly height: number; readonly width: number },
  size: number,
  leastLength: number | null,
): Graph {
  const g = buildGraph("region-rows");
  const features = g.input("features", ["N", size, height, width]);
  const global = g.input("global", ["N", size]);
  const columns = g.apply(reshape, [features], { shape: [0, size, height * width] });
  const patches = g.apply(transpose, [columns], { perm: [0, 2, 1] }); // [N, P, E]
  const rows = g.apply(
    concat,
    [patches, g.apply(reshape, [global], { shape: [0, 1, size] })],
    { axis: 1 },
    leastLength === null ? "regions" : undefined,
  );
  if (leastLength === null) return g.build([rows]);
  return g.build([normalized(g, rows, leastLength, "regions")]);
}
