import type { GraphBuilder } from "../../../graph/build-graph";
import { reshape } from "../../../graph/operators/arrangement/reshape";
import { add } from "../../../graph/operators/elementwise/add";
import { leakyRelu } from "../../../graph/operators/elementwise/leaky-relu";
import { mul } from "../../../graph/operators/elementwise/mul";
import { sigmoid } from "../../../graph/operators/elementwise/sigmoid";
import { reduceMean } from "../../../graph/operators/reduction/reduce-mean";
import type { ValueSpec } from "../../../graph/tensor-type";
import { convolution, convReluNorm } from "../layers";
import type { Mode } from "../mode";
import type { ModelSizes } from "./sizes";

const prefix = "scene_context_block";

/**
 * The scene contextualized block (paper, section 3.2): the global vector decides how much of each channel
 * passes. In the authors' program one map is both query and value. Gives e_g.
 */
export function sceneContextBlock(
  g: GraphBuilder,
  mode: Mode,
  { channelDim: d, globalSize }: ModelSizes,
  regional: ValueSpec, // [N, d, h, w]
  global: ValueSpec, // [N, G]
): ValueSpec {
  const mapped = convolution(g, regional, `${prefix}.channel_conv.body`, { from: d, to: d, kernel: 1 });
  const value = g.apply(leakyRelu, [mapped], { alpha: 0.2 }); // [N, d, h, w]
  const query = g.apply(reduceMean, [value], { axes: [2, 3], keepdims: 1 }); // [N, d, 1, 1]
  const kept = mode.dropout(g, global, 0.2, "mask/global");
  const scene = g.apply(reshape, [kept], { shape: [0, globalSize, 1, 1] });
  const key = convolution(g, scene, `${prefix}.w_g`, { from: globalSize, to: d, kernel: 1 }); // [N, d, 1, 1]

  const gate = g.apply(sigmoid, [g.apply(mul, [query, key], {})], {});
  const gated = g.apply(mul, [gate, value], {}); // [N, d, h, w]
  const refined = convReluNorm(g, mode, gated, `${prefix}.gcff`, { from: d, to: d });
  return g.apply(add, [gated, refined], {}, "e_g"); // [N, d, h, w]
}
