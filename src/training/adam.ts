import type { NodeWriter } from "../graph/operator";
import { add } from "../graph/operators/add";
import { div } from "../graph/operators/div";
import { mul } from "../graph/operators/mul";
import { sqrt } from "../graph/operators/sqrt";
import { sub } from "../graph/operators/sub";
import type { ValueSpec } from "../graph/tensor-type";

/** Adam's constants; the defaults of PyTorch but for the decay, which is the authors'. */
export const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 5e-4 };

/** The two numbers that change with the step's number and the learning rate. */
export interface AdamFactors {
  readonly stepSize: number;
  readonly rootCorrection: number;
}

/** For step 1, 2, 3 ... since Adam's moments were zero: makes up for moments that start at zero. */
export function adamFactors(step: number, learningRate: number): AdamFactors {
  const { beta1, beta2 } = adamConstants;
  return {
    stepSize: learningRate / (1 - beta1 ** step),
    rootCorrection: 1 / Math.sqrt(1 - beta2 ** step),
  };
}

/** A parameter and all that one step of Adam changes of it. */
export interface AdamState {
  readonly weight: ValueSpec;
  readonly mean: ValueSpec;
  readonly square: ValueSpec;
}

/**
 * One step of Adam as PyTorch does it, the decay coupled: it is a part of the gradient (L2), and so passes
 * through the moments. The results are called `next/` and the name of what they replace.
 */
export function adamStep(
  g: NodeWriter,
  { weight, mean, square }: AdamState,
  gradient: ValueSpec,
  factors: { readonly [K in keyof AdamFactors]: ValueSpec },
): AdamState {
  const { beta1, beta2, epsilon, weightDecay } = adamConstants;
  const times = (value: ValueSpec, factor: number) => g.apply(mul, [value, g.constant([factor], [])], {});
  const next = ({ name }: ValueSpec) => `next/${name}`;

  const pulled = g.apply(add, [gradient, times(weight, weightDecay)], {});
  const newMean = g.apply(add, [times(mean, beta1), times(pulled, 1 - beta1)], {}, next(mean));
  const pulledSquare = g.apply(mul, [pulled, pulled], {});
  const newSquare = g.apply(add, [times(square, beta2), times(pulledSquare, 1 - beta2)], {}, next(square));

  const root = g.apply(mul, [g.apply(sqrt, [newSquare], {}), factors.rootCorrection], {});
  const divisor = g.apply(add, [root, g.constant([epsilon], [])], {});
  const direction = g.apply(div, [newMean, divisor], {});
  const change = g.apply(mul, [direction, factors.stepSize], {});
  const newWeight = g.apply(sub, [weight, change], {}, next(weight));
  return { weight: newWeight, mean: newMean, square: newSquare };
}
