import { RegionaryError } from "../../errors";
import { buildGraph, type GraphBuilder } from "../../graph/build-graph";
import type { Graph } from "../../graph/graph";
import { relu } from "../../graph/operators/elementwise/relu";
import { conv } from "../../graph/operators/products/conv";
import { maxPool } from "../../graph/operators/products/max-pool";
import { dequantizeLinear } from "../../graph/operators/quantized/dequantize-linear";
import { qLinearConv } from "../../graph/operators/quantized/q-linear-conv";
import { quantizeLinear } from "../../graph/operators/quantized/quantize-linear";
import type { ValueSpec } from "../../graph/tensor-type";
import type { ConvChain, ConvStep } from "./conv-chain";
import { quantizeWeights } from "./quantize-weights";

const STEPS_OF_UINT8 = 255;

/** The largest value after each step's ReLU; null for a pool, which keeps its input's range. */
export type ChainRanges = readonly (number | null)[];

/** A value in uint8: value = scale x 8 bits. Nothing is below 0, so the zero point is 0. */
interface Quantized {
  readonly value: ValueSpec;
  readonly scale: number;
  readonly scaleValue: ValueSpec;
}

/**
 * The chain in 8 bits after its first convolution, float32 at both ends under the same names. A ReLU needs no
 * node there, because uint8 has nothing below 0. The first convolution stays in float32: it is the cheapest
 * by far, and the error of an image in 8 bits goes through all the others (VGG19 on photos: the lowest cosine
 * of the features is .9974 instead of .9947, for a tenth of the time).
 */
export function quantizedChain(chain: ConvChain, ranges: ChainRanges): Graph {
  const g = buildGraph("body-int8");
  const zero = g.constant([0], [], "uint8");
  const scaleAfter = (index: number) => {
    const scale = Math.fround(ranges[index]! / STEPS_OF_UINT8) || 1; // any will do if all was 0
    return { scale, scaleValue: g.constant([scale], []) };
  };
  let image: ValueSpec = g.input(chain.input, ["N", ...chain.imageShape]);
  let quantized: Quantized | undefined;
  for (const [index, step] of chain.steps.entries()) {
    if (step.kind === "pool") {
      const pool = { kernel_shape: step.kernel, strides: step.strides };
      if (quantized) quantized = { ...quantized, value: g.apply(maxPool, [quantized.value], pool) };
      else image = g.apply(maxPool, [image], pool);
      continue;
    }
    const after = scaleAfter(index);
    const value: ValueSpec = quantized
      ? inBits(g, step, quantized, after.scaleValue, zero)
      : g.apply(quantizeLinear, [inFloats(g, step, image), after.scaleValue, zero], {});
    quantized = { ...after, value };
  }
  if (!quantized) {
    throw new RegionaryError("INVALID_BACKBONE", "A body without a convolution has nothing to quantize.");
  }
  const { value, scaleValue }: Quantized = quantized;
  return g.build([g.apply(dequantizeLinear, [value, scaleValue, zero], {}, chain.output)]);
}

function inFloats(g: GraphBuilder, step: ConvStep, value: ValueSpec): ValueSpec {
  const [channels, , height, width] = step.shape;
  const weights = [g.constant(step.weight, step.shape), g.constant(step.bias, [channels])];
  const mapped = g.apply(conv, [value, ...weights], { kernel_shape: [height, width], pads: step.pads });
  return g.apply(relu, [mapped], {});
}

function inBits(
  g: GraphBuilder,
  step: ConvStep,
  { value, scale, scaleValue }: Quantized,
  outScale: ValueSpec,
  zero: ValueSpec,
): ValueSpec {
  const [channels, , height, width] = step.shape;
  const { weight, scales, bias } = quantizeWeights(step, scale);
  const weights = [
    g.constant(weight, step.shape, "int8"),
    g.constant(scales, [channels]),
    g.constant(new Int8Array(channels), [channels], "int8"),
  ];
  const operands = [value, scaleValue, zero, ...weights, outScale, zero];
  return g.apply(qLinearConv, [...operands, g.constant(bias, [channels], "int32")], {
    kernel_shape: [height, width],
    pads: step.pads,
  });
}
