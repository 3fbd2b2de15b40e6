import type { GraphBuilder } from "../../../../graph/build-graph";
import { add } from "../../../../graph/operators/elementwise/add";
import { div } from "../../../../graph/operators/elementwise/div";
import { max } from "../../../../graph/operators/elementwise/max";
import { matMul } from "../../../../graph/operators/products/mat-mul";
import { layerNormalization } from "../../../../graph/operators/reduction/layer-normalization";
import { reduceL2 } from "../../../../graph/operators/reduction/reduce-l2";
import type { ValueSpec } from "../../../../graph/tensor-type";

/**
 * A linear map of the last axis. Weights are [in, out], transposed at the import: ONNX Runtime packs such a matrix once
 * and multiplies all rows of a batch as one product.
 */
export function linear(
  g: GraphBuilder,
  input: ValueSpec, // [.., in]
  prefix: string,
  { to, bias = true, name }: { readonly to: number; readonly bias?: boolean; readonly name?: string },
): ValueSpec {
  const weight = g.parameter(`${prefix}.weight`, [input.shape.at(-1) as number, to]);
  const product = g.apply(matMul, [input, weight], {}, bias ? undefined : name);
  return bias ? g.apply(add, [product, g.parameter(`${prefix}.bias`, [to])], {}, name) : product; // [.., out]
}

export function layerNorm(
  g: GraphBuilder,
  input: ValueSpec,
  prefix: string,
  epsilon: number,
  name?: string,
): ValueSpec {
  const size = input.shape.at(-1) as number;
  const [scale, bias] = ["weight", "bias"].map((part) => g.parameter(`${prefix}.${part}`, [size]));
  return g.apply(layerNormalization, [input, scale!, bias!], { epsilon }, name);
}

/** Vectors along the last axis at length 1; one shorter than `least` is divided by that. */
export function normalized(g: GraphBuilder, input: ValueSpec, least: number, name?: string): ValueSpec {
  const length = g.apply(reduceL2, [input], { axes: [-1], keepdims: 1 });
  return g.apply(div, [input, g.apply(max, [length, g.constant([least], [])], {})], {}, name);
}
