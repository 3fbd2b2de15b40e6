import { buildGraph } from "../../graph/build-graph";
import type { Graph } from "../../graph/graph";
import { relu } from "../../graph/operators/elementwise/relu";
import { conv } from "../../graph/operators/products/conv";
import { maxPool } from "../../graph/operators/products/max-pool";
import type { ValueSpec } from "../../graph/tensor-type";
import type { TensorSource } from "../../tensor/tensor-source";

/** A convolution with the ReLU after it. */
export interface ConvStep {
  readonly kind: "conv";
  readonly shape: readonly [outer: number, inner: number, height: number, width: number];
  readonly weight: Float32Array; // [O, I, kh, kw]
  readonly bias: Float32Array; // [O]
  readonly pads: readonly [number, number, number, number];
}

export interface PoolStep {
  readonly kind: "pool";
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
}

/** A backbone's body that is one line of convolutions with ReLUs, and max-pools between them. */
export interface ConvChain {
  readonly input: string;
  readonly imageShape: readonly [channels: number, height: number, width: number];
  readonly output: string;
  readonly steps: readonly (ConvStep | PoolStep)[];
}

/** The name of the value after a chain's step. */
export function stepOutput({ steps, output }: ConvChain, index: number): string {
  return index === steps.length - 1 ? output : `step_${index}`;
}

/** The chain in float32, from its image [N, ...imageShape] to its output, with each step's output by name. */
export function floatChain(chain: ConvChain): Graph {
  const g = buildGraph("body");
  let value: ValueSpec = g.input(chain.input, ["N", ...chain.imageShape]);
  chain.steps.forEach((step, index) => {
    const name = stepOutput(chain, index);
    if (step.kind === "pool") {
      value = g.apply(maxPool, [value], { kernel_shape: step.kernel, strides: step.strides }, name);
      return;
    }
    const weight = g.parameter(`${index}.weight`, step.shape);
    const bias = g.parameter(`${index}.bias`, [step.shape[0]]);
    const [, , height, width] = step.shape;
    const mapped = g.apply(conv, [value, weight, bias], { kernel_shape: [height, width], pads: step.pads });
    value = g.apply(relu, [mapped], {}, name);
  });
  return g.build([value]);
}

/** The values of the parameters of `floatChain`. */
export function chainParameter({ steps }: ConvChain, name: string): TensorSource {
  const [index, which] = name.split(".");
  const step = steps[Number(index)] as ConvStep;
  const values = which === "weight" ? step.weight : step.bias;
  return {
    shape: which === "weight" ? step.shape : [step.shape[0]],
    async *chunks() {
      yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    },
  };
}
