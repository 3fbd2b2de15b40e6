import type { GraphBuilder } from "../../../../graph/build-graph";
import { reshape } from "../../../../graph/operators/arrangement/reshape";
import { transpose } from "../../../../graph/operators/arrangement/transpose";
import { add } from "../../../../graph/operators/elementwise/add";
import { mul } from "../../../../graph/operators/elementwise/mul";
import { matMul } from "../../../../graph/operators/products/mat-mul";
import { softmax } from "../../../../graph/operators/reduction/softmax";
import type { ValueSpec } from "../../../../graph/tensor-type";

/** Tokens [N, T, D] divided among the heads: [N, H, T, D / H]. */
export function splitHeads(g: GraphBuilder, tokens: ValueSpec, heads: number): ValueSpec {
  const width = (tokens.shape.at(-1) as number) / heads;
  const split = g.apply(reshape, [tokens], { shape: [0, 0, heads, width] });
  return g.apply(transpose, [split], { perm: [0, 2, 1, 3] });
}

/** The heads' results side by side again: [N, H, T, D / H] -> [N, T, D]. */
export function joinHeads(g: GraphBuilder, values: ValueSpec): ValueSpec {
  const [, heads, , width] = values.shape as [unknown, number, unknown, number];
  const joined = g.apply(transpose, [values], { perm: [0, 2, 1, 3] });
  return g.apply(reshape, [joined], { shape: [0, 0, heads * width] });
}

/** Attention weights softmax(a bᵀ / √d + bias), where the tokens of `a` look at those of `b`: [N, H, Ta, Tb]. */
export function attentionWeights(
  g: GraphBuilder,
  a: ValueSpec, // [N, H, Ta, d]
  b: ValueSpec, // [N, H, Tb, d]
  bias: ValueSpec | null, // [Ta, Tb]
): ValueSpec {
  const scale = 1 / Math.sqrt(a.shape.at(-1) as number);
  const scaled = g.apply(mul, [a, g.constant([scale], [])], {});
  const scores = g.apply(matMul, [scaled, g.apply(transpose, [b], { perm: [0, 1, 3, 2] })], {});
  return g.apply(softmax, [bias ? g.apply(add, [scores, bias], {}) : scores], { axis: -1 });
}
