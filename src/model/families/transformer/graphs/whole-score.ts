import { buildGraph } from "../../../../graph/build-graph";
import type { Graph } from "../../../../graph/graph";
import { slice } from "../../../../graph/operators/arrangement/slice";
import { transpose } from "../../../../graph/operators/arrangement/transpose";
import { add } from "../../../../graph/operators/elementwise/add";
import { mul } from "../../../../graph/operators/elementwise/mul";
import { sub } from "../../../../graph/operators/elementwise/sub";
import { matMul } from "../../../../graph/operators/products/mat-mul";
import { reduceMean } from "../../../../graph/operators/reduction/reduce-mean";
import { topK } from "../../../../graph/operators/reduction/top-k-operator";

/**
 * Regions [N, P + 1, R], the last row the whole picture, classifiers [C, R] and `share` [] become logits [N, C]: share x
 * the whole picture's response + (1 - share) x the mean of a label's best regions'. With `maps` also the regions'
 * responses [N, P, C].
 */
export function wholeScore(
  { height, width }: { readonly height: number; readonly width: number },
  size: number,
  { topRegions, maps }: { readonly topRegions: number; readonly maps: boolean },
): Graph {
  const g = buildGraph(maps ? "whole-score-maps" : "whole-score");
  const count = height * width;
  const regions = g.input("regions", ["N", count + 1, size]);
  const classifiers = g.input("classifiers", ["C", size]);
  const share = g.input("share", []);
  const columns = g.apply(transpose, [classifiers], { perm: [1, 0] }); // [R, C]
  const all = g.apply(matMul, [regions, columns], {}); // [N, P + 1, C]
  const part = (start: number, end: number, name?: string) =>
    g.apply(slice, [all], { starts: [start], ends: [end], axes: [1] }, name);
  const responses = part(0, count, "maps");
  const byClass = g.apply(transpose, [responses], { perm: [0, 2, 1] }); // [N, C, P]
  const best = g.apply(topK, [byClass], { k: [topRegions], axis: -1 });
  const fromRegions = g.apply(reduceMean, [best], { axes: [2], keepdims: 0 }); // [N, C]
  const fromWhole = g.apply(reduceMean, [part(count, count + 1)], { axes: [1], keepdims: 0 });
  const rest = g.apply(sub, [g.constant([1], []), share], {});
  const logits = g.apply(
    add,
    [g.apply(mul, [fromWhole, share], {}), g.apply(mul, [fromRegions, rest], {})],
    {},
    "logits",
  );
  return g.build(maps ? [logits, responses] : [logits]);
}
