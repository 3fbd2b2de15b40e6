import { buildGraph } from "../../graph/build-graph";
import type { Graph, ValueSpec } from "../../graph/graph";
import { dequantizeLinear } from "../../graph/operators/dequantize-linear";
import { maxPool } from "../../graph/operators/max-pool";
import { qLinearConv } from "../../graph/operators/q-linear-conv";
import { quantizeLinear } from "../../graph/operators/quantize-linear";
import type { ConvChain } from "./conv-chain";
import { quantiseWeights } from "./quantise-weights";

const STEPS_OF_UINT8 = 255;

/** What a value was seen to lie within. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** The ranges of a chain's image and of what each convolution gives, after its ReLU; in the chain's order. */
export interface ChainRanges {
  readonly image: ValueRange;
  /** By the step's index; none for a pool, which keeps the range of what goes in. */
  readonly steps: readonly (ValueRange | null)[];
}

/**
 * The chain in 8 bits from its first convolution to its last, float32 at both ends under the same names. A
 * ReLU needs no node: what is below 0 is below what the result's uint8 can say.
 */
export function quantisedChain(chain: ConvChain, ranges: ChainRanges): Graph {
  const g = buildGraph("body-int8");
  const scalar = (value: number) => g.constant([value], []);
  const zero = g.constant([0], [], "uint8");
  const image = g.input(chain.input, ["N", ...chain.imageShape]);
  const { scale: imageScale, zeroPoint } = quantisation(ranges.image);
  let scale = imageScale;
  let scaleValue = scalar(scale);
  let zeroValue = zeroPoint === 0 ? zero : g.constant([zeroPoint], [], "uint8");
  let value: ValueSpec = g.apply(quantizeLinear, [image, scaleValue, zeroValue], {});
  chain.steps.forEach((step, index) => {
    if (step.kind === "pool") {
      value = g.apply(maxPool, [value], { kernel_shape: step.kernel, strides: step.strides });
      return;
    }
    const { weight, scales, bias } = quantiseWeights(step, scale);
    const [channels, , height, width] = step.shape;
    const weights = [
      g.constant(weight, step.shape, "int8"),
      g.constant(scales, [channels]),
      g.constant(new Int8Array(channels), [channels], "int8"),
    ];
    const outScale = quantisation({ min: 0, max: ranges.steps[index]?.max ?? 0 }).scale;
    const outScaleValue = scalar(outScale);
    const biasValue = g.constant(bias, [channels], "int32");
    value = g.apply(qLinearConv, [value, scaleValue, zeroValue, ...weights, outScaleValue, zero, biasValue], {
      kernel_shape: [height, width],
      pads: step.pads,
    });
    [scale, scaleValue, zeroValue] = [outScale, outScaleValue, zero];
  });
  return g.build([g.apply(dequantizeLinear, [value, scaleValue, zeroValue], {}, chain.output)]);
}

/** The uint8 scale and zero point for a range, which is widened to hold 0: padding must be exact. */
function quantisation({ min, max }: ValueRange): { scale: number; zeroPoint: number } {
  const low = Math.min(min, 0);
  const scale = Math.fround((Math.max(max, 0) - low) / STEPS_OF_UINT8) || 1;
  return { scale, zeroPoint: Math.round(-low / scale) };
}
