import { buildGraph, type GraphBuilder } from "../../graph/build-graph";
import type { Graph } from "../../graph/graph";
import { transpose } from "../../graph/operators/arrangement/transpose";
import { matMul } from "../../graph/operators/products/mat-mul";
import { reduceMean } from "../../graph/operators/reduction/reduce-mean";
import { topK } from "../../graph/operators/reduction/top-k-operator";
import type { ValueSpec } from "../../graph/tensor-type";

/**
 * Regions [N, P, R] and classifiers [C, R] become responses, named `maps`, and `logits`: per class, the mean of its
 * best responses.
 */
export function scoreLayers(
  g: GraphBuilder,
  { topRegions }: { readonly topRegions: number },
  regions: ValueSpec,
  classifiers: ValueSpec,
): { logits: ValueSpec; responses: ValueSpec } {
  const columns = g.apply(transpose, [classifiers], { perm: [1, 0] }); // [R, C]
  const responses = g.apply(matMul, [regions, columns], {}, "maps"); // [N, P, C]
  const byClass = g.apply(transpose, [responses], { perm: [0, 2, 1] }); // [N, C, P]
  const best = g.apply(topK, [byClass], { k: [topRegions], axis: -1 });
  const logits = g.apply(reduceMean, [best], { axes: [2], keepdims: 0 }, "logits"); // [N, C]
  return { logits, responses };
}

/**
 * `scoreLayers` as a graph: regions [N, P, R] and classifiers [C, R] become logits [N, C]. With `maps`, also every
 * response, maps [N, P, C] (m in BiAM's paper).
 */
export function scoreGraph(
  family: string,
  sizes: { readonly count: number; readonly regionSize: number; readonly topRegions: number },
  { maps }: { readonly maps: boolean },
): Graph {
  const g = buildGraph(maps ? `${family}-score-maps` : `${family}-score`);
  const regions = g.input("regions", ["N", sizes.count, sizes.regionSize]);
  const classifiers = g.input("classifiers", ["C", sizes.regionSize]);
  const { logits, responses } = scoreLayers(g, sizes, regions, classifiers);
  return g.build(maps ? [logits, responses] : [logits]);
}
