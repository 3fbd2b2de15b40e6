import type { GraphBuilder } from "../../../../graph/build-graph";
import { slice } from "../../../../graph/operators/arrangement/slice";
import { add } from "../../../../graph/operators/elementwise/add";
import { mul } from "../../../../graph/operators/elementwise/mul";
import { sigmoid } from "../../../../graph/operators/elementwise/sigmoid";
import { matMul } from "../../../../graph/operators/products/mat-mul";
import type { ValueSpec } from "../../../../graph/tensor-type";
import type { Activation } from "./activation";
import { activate } from "./activation";
import { attentionWeights, joinHeads, splitHeads } from "./attention";
import { layerNorm, linear } from "./layers";

/** What all blocks of a tower have in common. */
export interface BlockSizes {
  readonly width: number;
  readonly heads: number;
  /** Length of the hidden layer; with a gate, of each of its halves. */
  readonly mlp: number;
  readonly activation: Activation;
  /** Whether the hidden layer is silu(a) · b of two halves (SwiGLU), instead of `activation`. */
  readonly gated: boolean;
  /** Added to a norm's variance. */
  readonly epsilon: number;
  /** Whether each branch is multiplied by a vector of its own before it is added. */
  readonly layerScale: boolean;
}

/** How a block is applied to tokens. */
interface BlockUse {
  /** Added to all heads' scores, [T, T]. */
  readonly bias?: ValueSpec | null;
  /** How many of the first tokens are wanted; the others are only looked at. All by default. */
  readonly first?: number;
  /** The name of the result. */
  readonly name?: string;
}

/** x + O(attention(norm1 x)), then x + MLP(norm2 x): a pre-norm transformer block. */
export function block(
  g: GraphBuilder,
  sizes: BlockSizes,
  prefix: string,
  x: ValueSpec, // [N, T, D]
  { bias = null, first, name }: BlockUse,
): ValueSpec {
  const wanted = (tokens: ValueSpec) =>
    first === undefined ? tokens : g.apply(slice, [tokens], { starts: [0], ends: [first], axes: [1] });
  const y = layerNorm(g, x, `${prefix}.norm1`, sizes.epsilon);
  const q = projected(g, sizes, prefix, "q", wanted(y));
  const [k, v] = ["k", "v"].map((part) => projected(g, sizes, prefix, part, y));
  const attended = output(g, sizes, prefix, attentionWeights(g, q, k!, bias), v!);
  return withMlp(g, sizes, prefix, g.apply(add, [wanted(x), attended], {}), name);
}

/** A block's queries, keys or values ("q", "k", "v") of normed tokens, by heads: [N, H, T, D / H]. */
export function projected(
  g: GraphBuilder,
  { width, heads }: BlockSizes,
  prefix: string,
  part: string,
  y: ValueSpec,
): ValueSpec {
  return splitHeads(g, linear(g, y, `${prefix}.${part}`, { to: width }), heads);
}

/** O of the values by some weights, times the layer's scale: what attention adds to the tokens. */
export function output(
  g: GraphBuilder,
  sizes: BlockSizes,
  prefix: string,
  weights: ValueSpec | null, // [N, H, Ta, Tb]; without them each token keeps its own value
  v: ValueSpec, // [N, H, Tb, D / H]
): ValueSpec {
  const values = joinHeads(g, weights ? g.apply(matMul, [weights, v], {}) : v);
  const mapped = linear(g, values, `${prefix}.out`, { to: sizes.width });
  return scaled(g, sizes, `${prefix}.scale1`, mapped);
}

/** z + MLP(norm2 z), the second half of a block. */
export function withMlp(
  g: GraphBuilder,
  sizes: BlockSizes,
  prefix: string,
  z: ValueSpec,
  name?: string,
): ValueSpec {
  const branch = mlp(g, sizes, prefix, layerNorm(g, z, `${prefix}.norm2`, sizes.epsilon));
  return g.apply(add, [z, scaled(g, sizes, `${prefix}.scale2`, branch)], {}, name);
}

export function mlp(
  g: GraphBuilder,
  { width, mlp: hidden, activation, gated }: Pick<BlockSizes, "width" | "mlp" | "activation" | "gated">,
  prefix: string,
  input: ValueSpec,
): ValueSpec {
  const mapped = linear(g, input, `${prefix}.fc1`, { to: gated ? 2 * hidden : hidden });
  const active = gated ? gate(g, mapped, hidden) : activate(g, activation, mapped);
  return linear(g, active, `${prefix}.fc2`, { to: width });
}

function gate(g: GraphBuilder, mapped: ValueSpec, hidden: number): ValueSpec {
  const half = (start: number) =>
    g.apply(slice, [mapped], { starts: [start], ends: [start + hidden], axes: [-1] });
  const [a, b] = [half(0), half(hidden)];
  return g.apply(mul, [g.apply(mul, [a, g.apply(sigmoid, [a], {})], {}), b], {});
}

function scaled(
  g: GraphBuilder,
  { width, layerScale }: BlockSizes,
  name: string,
  branch: ValueSpec,
): ValueSpec {
  return layerScale ? g.apply(mul, [branch, g.parameter(name, [width])], {}) : branch;
}
