import type { GraphBuilder } from "../../graph/build-graph";
import { batchNormalization } from "../../graph/operators/products/batch-normalization";
import type { ValueSpec } from "../../graph/tensor-type";

/** Added to a variance before its root is taken. */
export const normEpsilon = 0.001;

/** What layers do differently in use and in training. */
export interface Mode {
  /** BatchNorm over axis 1; its four statistics have PyTorch's names under `prefix`. */
  normalize(g: GraphBuilder, input: ValueSpec, prefix: string, name?: string): ValueSpec;
  /** Drops a share of the values in training; `name` is the mask's. */
  dropout(g: GraphBuilder, input: ValueSpec, rate: number, name: string): ValueSpec;
}

/** A trained model in use: norms use their running statistics, and nothing is dropped. */
export const inferenceMode: Mode = {
  normalize(g, input, prefix, name) {
    const statistics = ["weight", "bias", "running_mean", "running_var"].map((statistic) =>
      g.parameter(`${prefix}.${statistic}`, [input.shape[1] as number]),
    );
    return g.apply(batchNormalization, [input, ...statistics], { epsilon: normEpsilon }, name);
  },
  dropout: (_, input) => input,
};
