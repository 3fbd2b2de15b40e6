import type { GraphBuilder } from "../../graph/build-graph";
import { mul } from "../../graph/operators/elementwise/mul";
import { sub } from "../../graph/operators/elementwise/sub";
import type { ValueSpec } from "../../graph/tensor-type";
import type { TrainingBatch } from "./training-graph";

/**
 * What the directions of labels have in common. Those of a text encoder lie close together (cosines of .7 to .99, where
 * words' are near .1): a map that is trained on what they share learns their differences last.
 */
export interface CommonPart {
  readonly mean: Float32Array; // [W]
  /** How far directions are from the mean: the root of the mean square. */
  readonly distance: number;
}

/** Nearer to each other than this, labels are one label. */
const LEAST_DISTANCE = 1e-3;

/** What the labels of a batch have in common; null if nothing tells them apart. */
export function commonPart({
  classes,
  vectors,
}: Pick<TrainingBatch, "classes" | "vectors">): CommonPart | null {
  const size = vectors.length / classes;
  const directions = Array.from({ length: classes }, (_, c) => {
    const vector = vectors.subarray(c * size, (c + 1) * size);
    const length = Math.max(Math.hypot(...vector), 1e-12);
    return vector.map((value) => value / length);
  });
  const meanOver = (measure: (direction: Float32Array) => number) =>
    directions.reduce((sum, direction) => sum + measure(direction), 0) / classes;
  const mean = Float32Array.from({ length: size }, (_, i) => meanOver((direction) => direction[i]!));
  const square = meanOver((direction) => direction.reduce((sum, x, i) => sum + (x - mean[i]!) ** 2, 0));
  const distance = Math.sqrt(square);
  return distance < LEAST_DISTANCE ? null : { mean, distance };
}

/** Directions [C, W] without that, at a length of about 1. */
export function withoutCommonPart(
  g: GraphBuilder,
  directions: ValueSpec,
  { mean, distance }: CommonPart,
): ValueSpec {
  const apart = g.apply(sub, [directions, g.constant(mean, [mean.length])], {});
  return g.apply(mul, [apart, g.constant([1 / distance], [])], {});
}

type Weights = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

/** The weights of a linear map of whole directions that does what the trained one does of those without the common part. */
export function ofWholeDirections(weights: Weights, prefix: string, { mean, distance }: CommonPart): Weights {
  const [weight, bias] = [weights[`${prefix}.weight`]!, weights[`${prefix}.bias`]!];
  const whole = weight.map((value) => value / distance); // [to, W]
  const moved = bias.map((value, row) =>
    mean.reduce((sum, shared, i) => sum - whole[row * mean.length + i]! * shared, value),
  );
  return { ...weights, [`${prefix}.weight`]: whole, [`${prefix}.bias`]: moved };
}
