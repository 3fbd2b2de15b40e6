import type { GraphBuilder } from "../../graph/build-graph";
import { reshape } from "../../graph/operators/arrangement/reshape";
import { transpose } from "../../graph/operators/arrangement/transpose";
import { div } from "../../graph/operators/elementwise/div";
import { max } from "../../graph/operators/elementwise/max";
import { relu } from "../../graph/operators/elementwise/relu";
import { conv } from "../../graph/operators/products/conv";
import { gemm } from "../../graph/operators/products/gemm";
import { reduceL2 } from "../../graph/operators/reduction/reduce-l2";
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

/** The values of a grid [N, R, h, w] as rows, one a position, row by row: [N, P, R]. */
export function rowsOfGrid(g: GraphBuilder, grid: ValueSpec, name: string): ValueSpec {
  const [channels, height, width] = grid.shape.slice(1) as [number, number, number];
  const columns = g.apply(reshape, [grid], { shape: [0, channels, height * width] });
  return g.apply(transpose, [columns], { perm: [0, 2, 1] }, name);
}

/** Vectors [C, W] at length 1. One of zeros has no direction and stays as it is. */
export function directionsOf(g: GraphBuilder, vectors: ValueSpec): ValueSpec {
  const length = g.apply(reduceL2, [vectors], { axes: [1], keepdims: 1 });
  const divisor = g.apply(max, [length, g.constant([1e-12], [])], {});
  return g.apply(div, [vectors, divisor], {}); // [C, W]
}
