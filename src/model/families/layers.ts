import type { GraphBuilder } from "../../graph/build-graph";
import { relu } from "../../graph/operators/elementwise/relu";
import { conv } from "../../graph/operators/products/conv";
import { gemm } from "../../graph/operators/products/gemm";
import type { ValueSpec } from "../../graph/tensor-type";
import type { Mode } from "./mode";

/** A convolution that keeps height and width (odd kernel), its weights named as PyTorch names them. */
export function convolution(
  g: GraphBuilder,
  input: ValueSpec, // [N, I, h, w]
  prefix: string,
  { from, to, kernel }: { from: number; to: number; kernel: 1 | 3 },
): ValueSpec {
  const weight = g.parameter(`${prefix}.weight`, [to, from, kernel, kernel]);
  const bias = g.parameter(`${prefix}.bias`, [to]);
  const edge = (kernel - 1) / 2;
  return g.apply(conv, [input, weight, bias], {
    kernel_shape: [kernel, kernel],
    pads: [edge, edge, edge, edge],
  }); // [N, O, h, w]
}

/** A linear map with bias. */
export function linear(
  g: GraphBuilder,
  input: ValueSpec, // [N, I]
  prefix: string,
  { from, to, name }: { from: number; to: number; name?: string },
): ValueSpec {
  const weight = g.parameter(`${prefix}.weight`, [to, from]);
  const bias = g.parameter(`${prefix}.bias`, [to]);
  return g.apply(gemm, [input, weight, bias], { transB: 1 }, name); // [N, O]
}

/**
 * 3x3 convolution, ReLU, BatchNorm, in that order: the norm comes after the ReLU, so it cannot be folded
 * into the convolution.
 */
export function convReluNorm(
  g: GraphBuilder,
  mode: Mode,
  input: ValueSpec, // [N, I, h, w]
  prefix: string,
  { from, to, name }: { from: number; to: number; name?: string },
): ValueSpec {
  const mapped = convolution(g, input, `${prefix}.body`, { from, to, kernel: 3 });
  const positive = g.apply(relu, [mapped], {});
  return mode.normalize(g, positive, `${prefix}.bn`, name); // [N, O, h, w]
}
