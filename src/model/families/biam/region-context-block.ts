import type { GraphBuilder } from "../../../graph/build-graph";
import { reshape } from "../../../graph/operators/arrangement/reshape";
import { transpose } from "../../../graph/operators/arrangement/transpose";
import { add } from "../../../graph/operators/elementwise/add";
import { equal } from "../../../graph/operators/elementwise/equal";
import { mul } from "../../../graph/operators/elementwise/mul";
import { relu } from "../../../graph/operators/elementwise/relu";
import { where } from "../../../graph/operators/elementwise/where";
import { matMul } from "../../../graph/operators/products/mat-mul";
import { softmax } from "../../../graph/operators/reduction/softmax";
import type { ValueSpec } from "../../../graph/tensor-type";
import { convolution } from "../layers";
import type { Mode } from "../mode";
import type { ModelSizes } from "./sizes";
import { regionCount } from "./sizes";

const prefix = "region_context_block";

/**
 * The region contextualized block (paper, section 3.1): every region attends to every other one, then passes
 * through a feed-forward network. Gives e_r.
 */
export function regionContextBlock(
  g: GraphBuilder,
  mode: Mode,
  sizes: ModelSizes,
  regional: ValueSpec,
): ValueSpec {
  const { channelDim: d } = sizes;
  const gathered = selfAttention(g, mode, sizes, regional);
  const attended = g.apply(add, [mode.dropout(g, gathered, 0.1, "mask/attended"), regional], {});
  const wide = convolution(g, attended, `${prefix}.sub_network.conv1`, { from: d, to: 2 * d, kernel: 1 });
  const narrow = convolution(g, g.apply(relu, [wide], {}), `${prefix}.sub_network.conv2`, {
    from: 2 * d,
    to: d,
    kernel: 1,
  });
  return g.apply(add, [narrow, attended], {}, "e_r"); // [N, d, h, w]
}

function selfAttention(g: GraphBuilder, mode: Mode, sizes: ModelSizes, regional: ValueSpec): ValueSpec {
  const { channelDim: d, heads, gridHeight, gridWidth } = sizes;
  const headDim = d / heads;
  const project = (name: string) => {
    const mapped = convolution(g, regional, `${prefix}.${name}`, { from: d, to: d, kernel: 1 });
    return g.apply(reshape, [mapped], { shape: [0, heads, headDim, regionCount(sizes)] });
  };
  const query = project("w_q"); // [N, heads, d/heads, P]
  const key = project("w_k"); // [N, heads, d/heads, P]
  const value = project("w_v"); // [N, heads, d/heads, P]

  const scale = g.constant([1 / Math.sqrt(headDim)], []);
  const queryRows = g.apply(transpose, [g.apply(mul, [query, scale], {})], { perm: [0, 1, 3, 2] });
  const scores = g.apply(matMul, [queryRows, key], {}); // [N, heads, P, P]
  const weights = g.apply(softmax, [withoutZeros(g, scores)], { axis: -1 });
  const attention = mode.dropout(g, weights, 0.1, "mask/attention");

  const attentionColumns = g.apply(transpose, [attention], { perm: [0, 1, 3, 2] });
  const gathered = g.apply(matMul, [value, attentionColumns], {}); // [N, heads, d/heads, P]
  const joined = g.apply(reshape, [gathered], { shape: [0, d, gridHeight, gridWidth] });
  return convolution(g, joined, `${prefix}.w_o`, { from: d, to: d, kernel: 1 }); // [N, d, h, w]
}

/** The authors' program takes a score of exactly 0 for a masked one. */
function withoutZeros(g: GraphBuilder, scores: ValueSpec): ValueSpec {
  const isZero = g.apply(equal, [scores, g.constant([0], [])], {});
  return g.apply(where, [isZero, g.constant([-1e9], []), scores], {});
}
