import type { NodeWriter } from "../graph/operator";
import { add } from "../graph/operators/elementwise/add";
import { div } from "../graph/operators/elementwise/div";
import { mul } from "../graph/operators/elementwise/mul";
import { sqrt } from "../graph/operators/elementwise/sqrt";
import { sub } from "../graph/operators/elementwise/sub";
import type { ValueSpec } from "../graph/tensor-type";

/** PyTorch's defaults, except for the decay, which is the authors'. */
const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;
const weightDecay = 5e-4;

/** The two numbers that change with the step's number and the learning rate. */
interface AdamFactors {
  readonly stepSize: number;
  readonly rootFloor: number;
}

/**
 * For step 1, 2, 3 ... since Adam's sums were zero. They contain every factor of Adam's averages: the one
 * that turns decayed sums into averages, and the one that corrects for starting at zero.
 */
export function adamFactors(step: number, learningRate: number): AdamFactors {
  const average = (1 - beta1) / (1 - beta1 ** step);
  const root = Math.sqrt((1 - beta2) / (1 - beta2 ** step));
  return { stepSize: (learningRate * average) / root, rootFloor: epsilon / root };
}

/** A weight, and the decayed sums of its gradients and of their squares. */
interface AdamState {
  readonly weight: ValueSpec;
  readonly sum: ValueSpec;
  readonly squares: ValueSpec;
}

/**
 * One step of Adam as PyTorch does it, with coupled decay: it is part of the gradient (L2), and so enters the
 * sums. Adam's two averages are kept as sums, which takes 12 instead of 15 passes over all weights. The
 * results are named `next/` and the name of what they replace.
 */
export function adamStep(
  g: NodeWriter,
  { weight, sum, squares }: AdamState,
  gradient: ValueSpec,
  { stepSize, rootFloor }: { readonly [K in keyof AdamFactors]: ValueSpec },
): AdamState {
  const times = (value: ValueSpec, factor: number) => g.apply(mul, [value, g.constant([factor], [])], {});
  const next = ({ name }: ValueSpec) => `next/${name}`;

  const pulled = g.apply(add, [gradient, times(weight, weightDecay)], {});
  const newSum = g.apply(add, [times(sum, beta1), pulled], {}, next(sum));
  const square = g.apply(mul, [pulled, pulled], {});
  const newSquares = g.apply(add, [times(squares, beta2), square], {}, next(squares));

  const divisor = g.apply(add, [g.apply(sqrt, [newSquares], {}), rootFloor], {});
  const change = g.apply(mul, [g.apply(div, [newSum, divisor], {}), stepSize], {});
  const newWeight = g.apply(sub, [weight, change], {}, next(weight));
  return { weight: newWeight, sum: newSum, squares: newSquares };
}
