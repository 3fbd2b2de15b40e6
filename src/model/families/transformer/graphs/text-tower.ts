import type { GraphBuilder } from "../../../../graph/build-graph";
import { buildGraph } from "../../../../graph/build-graph";
import type { Graph } from "../../../../graph/graph";
import { gather } from "../../../../graph/operators/arrangement/gather";
import { add } from "../../../../graph/operators/elementwise/add";
import { mul } from "../../../../graph/operators/elementwise/mul";
import { reduceMean } from "../../../../graph/operators/reduction/reduce-mean";
import type { ValueSpec } from "../../../../graph/tensor-type";
import { type BlockSizes, block } from "./block";
import { tokenAt } from "./dense-reading";
import { layerNorm, linear, normalized } from "./layers";

/** The sizes and differences that make one text tower another. */
export interface TextTowerSizes extends BlockSizes {
  readonly layers: number;
  readonly vocabulary: number;
  readonly maxTokens: number;
  /** Learned positions; or the fixed sinusoids of TIPS, where tokens are first multiplied by √D. */
  readonly positions: "learned" | "sinusoids";
  /** Whether a token looks at none after it. */
  readonly causal: boolean;
  /** The last token's row, or the mean of all. */
  readonly pooling: "last" | "mean";
  readonly head: "projection" | "biased projection" | "none";
  /** E, the length of a text's vector. */
  readonly size: number;
  /** A vector shorter than this is divided by this. */
  readonly leastLength: number;
}

/** Added to a score that must not count, as far from all scores as float16 can say. */
const MASKED = -60_000;

/**
 * Texts of T tokens each, `ids` int64 [N, T] at `positions` int64 [T], become `text` [N, E] at length 1; before that it
 * is `embedded`. Texts of different lengths run apart: so none is padded, and a text's bits depend on itself alone.
 */
export function textTower(sizes: TextTowerSizes): Graph {
  const g = buildGraph("text-tower");
  const ids = g.input("ids", ["N", "T"], "int64");
  const positions = g.input("positions", ["T"], "int64");
  let x = embeddings(g, sizes, ids, positions);
  const bias = sizes.causal ? causalBias(g, sizes.maxTokens, positions) : null;
  for (let layer = 0; layer < sizes.layers; layer++) {
    x = block(g, sizes, `layers.${layer}`, x, { bias, name: `block${layer}` });
  }
  const pooled =
    sizes.pooling === "last"
      ? layerNorm(g, tokenAt(g, x, -1), "final_norm", sizes.epsilon)
      : g.apply(reduceMean, [layerNorm(g, x, "final_norm", sizes.epsilon, "final_norm")], {
          axes: [1],
          keepdims: 0,
        });
  const mapped =
    sizes.head === "none"
      ? pooled
      : linear(g, pooled, "projection", {
          to: sizes.size,
          bias: sizes.head !== "projection",
          name: "embedded",
        });
  return g.build([normalized(g, mapped, sizes.leastLength, "text")]);
}

function embeddings(
  g: GraphBuilder,
  { vocabulary, width, maxTokens, positions: kind }: TextTowerSizes,
  ids: ValueSpec,
  positions: ValueSpec,
): ValueSpec {
  const tokens = g.apply(gather, [g.parameter("token_embedding", [vocabulary, width]), ids], { axis: 0 }); // [N, T, D]
  const table =
    kind === "learned"
      ? g.parameter("position_embedding", [maxTokens, width])
      : g.constant(sinusoids(maxTokens, width), [maxTokens, width]);
  const large = kind === "learned" ? tokens : g.apply(mul, [tokens, g.constant([Math.sqrt(width)], [])], {});
  return g.apply(add, [large, g.apply(gather, [table, positions], { axis: 0 })], {}, "embeddings");
}

/** 0 where a token may look, far below all scores where it may not: [T, T]. */
function causalBias(g: GraphBuilder, maxTokens: number, positions: ValueSpec): ValueSpec {
  const values = Float32Array.from({ length: maxTokens ** 2 }, (_, i) =>
    i % maxTokens > Math.floor(i / maxTokens) ? MASKED : 0,
  );
  const all = g.constant(values, [maxTokens, maxTokens]);
  return g.apply(gather, [g.apply(gather, [all, positions], { axis: 0 }), positions], { axis: 1 });
}

/** For j < D/2 the angle is position · 10000^(-j / (D/2 - 1)): all sines, then all cosines. [maxTokens, D] */
function sinusoids(maxTokens: number, width: number): Float32Array {
  const half = width / 2;
  return Float32Array.from({ length: maxTokens * width }, (_, i) => {
    const [position, column] = [Math.floor(i / width), i % width];
    const angle = position * 10_000 ** (-(column % half) / (half - 1));
    return column < half ? Math.sin(angle) : Math.cos(angle);
  });
}
