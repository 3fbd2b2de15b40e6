import type { GraphBuilder } from "../../../../graph/build-graph";
import { reshape } from "../../../../graph/operators/arrangement/reshape";
import { add } from "../../../../graph/operators/elementwise/add";
import { matMul } from "../../../../graph/operators/products/mat-mul";
import type { ValueSpec } from "../../../../graph/tensor-type";
import { attentionWeights, joinHeads, splitHeads } from "./attention";
import { type BlockSizes, mlp } from "./block";
import { layerNorm, linear } from "./layers";

/** SigLIP's head: one learned query attends to all tokens; a normed MLP of the result is added to it. [N, D] */
export function poolAll(g: GraphBuilder, sizes: BlockSizes, tokens: ValueSpec): ValueSpec {
  const { width, heads } = sizes;
  const probe = g.parameter("head.probe", [1, 1, width]);
  const query = splitHeads(g, linear(g, probe, "head.q", { to: width }), heads); // [1, H, 1, d]
  const key = splitHeads(g, linear(g, tokens, "head.k", { to: width }), heads); // [N, H, T, d]
  const value = splitHeads(g, linear(g, tokens, "head.v", { to: width }), heads);
  const weights = attentionWeights(g, query, key, null); // [N, H, 1, T]
  const attended = joinHeads(g, g.apply(matMul, [weights, value], {})); // [N, 1, D]
  const pooled = afterAttention(g, sizes, attended);
  return g.apply(reshape, [pooled], { shape: [0, width] });
}

/** Each token alone through the head: of one key the weight is 1, and the query drops out. [N, T, D] */
export function poolAlone(g: GraphBuilder, sizes: BlockSizes, tokens: ValueSpec): ValueSpec {
  return afterAttention(g, sizes, linear(g, tokens, "head.v", { to: sizes.width }));
}

function afterAttention(g: GraphBuilder, sizes: BlockSizes, attended: ValueSpec): ValueSpec {
  const mapped = linear(g, attended, "head.out", { to: sizes.width });
  const normed = layerNorm(g, mapped, "head.norm", sizes.epsilon);
  return g.apply(add, [mapped, mlp(g, sizes, "head", normed)], {});
}
