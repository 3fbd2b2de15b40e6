import { knownShape, type NodeWriter } from "../../src/graph/operator";
import { mul } from "../../src/graph/operators/elementwise/mul";
import { softplus } from "../../src/graph/operators/elementwise/softplus";
import { sub } from "../../src/graph/operators/elementwise/sub";
import { reduceSum } from "../../src/graph/operators/reduction/reduce-sum";
import type { ValueSpec } from "../../src/graph/tensor-type";

/**
 * Every label on its own, present or not: the negative log-likelihood of the logits' sigmoids, summed over
 * the labels and averaged over the images. Unlike the ranking loss it makes scores of different images
 * comparable, so that one threshold serves all of them.
 */
export function logisticLoss(
  g: NodeWriter,
  logits: ValueSpec, // [N, C]
  isPositive: ValueSpec, // [N, C], 1 for a label that is there, else 0
  name: string,
): ValueSpec {
  const [images] = knownShape("logistic loss", logits) as [number];
  const unlikely = g.apply(softplus, [logits], {});
  const likely = g.apply(mul, [logits, isPositive], {});
  const sum = g.apply(reduceSum, [g.apply(sub, [unlikely, likely], {})], { axes: [0, 1], keepdims: 0 });
  return g.apply(mul, [sum, g.constant([1 / images], [])], {}, name);
}
