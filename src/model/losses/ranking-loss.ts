import type { NodeWriter } from "../../graph/operator";
import { gatherElements } from "../../graph/operators/arrangement/gather-elements";
import { reshape } from "../../graph/operators/arrangement/reshape";
import { add } from "../../graph/operators/elementwise/add";
import { div } from "../../graph/operators/elementwise/div";
import { max } from "../../graph/operators/elementwise/max";
import { mul } from "../../graph/operators/elementwise/mul";
import { sign } from "../../graph/operators/elementwise/sign";
import { sub } from "../../graph/operators/elementwise/sub";
import { reduceMean } from "../../graph/operators/reduction/reduce-mean";
import { reduceSum } from "../../graph/operators/reduction/reduce-sum";
import type { ValueSpec } from "../../graph/tensor-type";

/** The labels of a batch as the loss takes them; `rankingTargets` makes them. */
interface RankingInputs {
  readonly positives: ValueSpec; // [N, K] int64, the positive classes of each image, then zeros
  readonly isPositive: ValueSpec; // [N, K], 1 where `positives` names a class, else 0
  readonly isNegative: ValueSpec; // [N, C], 1 for a label of -1, else 0
}

/**
 * The authors' loss: over every pair of a positive and a negative class of an image, the hinge max(0, 1 +
 * negative score - positive score); per image the sum of the hinges divided by how many are above 0; and the
 * mean over the images. Only the positives are compared with all classes, [N, K, C], because an image has few
 * of them.
 *
 * A hinge that is exactly 0 has slope 1, as in the authors' program. An image that has no other hinge then
 * has a gradient of 1e8 / N: rare, and kept, because their training has it too.
 */
export function rankingLoss(
  g: NodeWriter,
  logits: ValueSpec, // [N, C]
  { positives, isPositive, isNegative }: RankingInputs,
  name: string,
): ValueSpec {
  const [batch, most] = positives.shape as [number, number];
  const classes = logits.shape[1] as number;
  const asColumns = (value: ValueSpec) => g.apply(reshape, [value], { shape: [batch, most, 1] });
  const asRows = (value: ValueSpec) => g.apply(reshape, [value], { shape: [batch, 1, classes] });

  const ofPositives = g.apply(gatherElements, [logits, positives], { axis: 1 }); // [N, K]
  const short = g.apply(sub, [g.constant([1], []), ofPositives], {});
  const margins = g.apply(add, [asRows(logits), asColumns(short)], {}); // [N, K, C]
  const pairs = g.apply(mul, [asRows(isNegative), asColumns(isPositive)], {}); // [N, K, C]
  const hinges = g.apply(mul, [g.apply(max, [g.constant([0], []), margins], {}), pairs], {}); // [N, K, C]

  const overPairs = { axes: [1, 2], keepdims: 0 } as const;
  const sum = g.apply(reduceSum, [hinges], overPairs); // [N]
  const active = g.apply(reduceSum, [g.apply(sign, [hinges], {})], overPairs); // [N]
  const perImage = g.apply(div, [sum, g.apply(add, [active, g.constant([1e-8], [])], {})], {});
  return g.apply(reduceMean, [perImage], { axes: [0], keepdims: 0 }, name);
}
