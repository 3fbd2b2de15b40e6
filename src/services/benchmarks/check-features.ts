import { RegionaryError } from "../../errors";
import { shapeOf } from "../../model/chain";
import type { Stage } from "../../model/description";
import type { BenchmarkSetRow, FeatureShape } from "../../storage/benchmarks/benchmark-sets";
import { formatShape, sameShape } from "../../tensor/shape";

/** The features that a set has, by the names of a chain's values: their shapes for one image. */
function valuesOf({ channels, height, width, globalSize }: FeatureShape): [string, number[]][] {
  const features: [string, number[]] = ["features", [channels, height, width]];
  return globalSize === null ? [features] : [features, ["global", [globalSize]]];
}

/** INVALID_INPUT where a set has features that a chain does not pass on the way to regions. `what` names the chain. */
export function checkFeatures(
  what: string,
  encode: readonly Stage[],
  { name, featureShape }: Pick<BenchmarkSetRow, "name" | "featureShape">,
): void {
  if (featureShape === null) return; // a set of images
  const brought = valuesOf(featureShape);
  const own = brought.map(([value]) => [value, shapeOf(encode, value)] as const);
  if (brought.every(([, shape], i) => own[i]![1] !== null && sameShape(own[i]![1]!, shape))) return;
  const inWords = (values: readonly (readonly [string, readonly number[] | null])[]) =>
    values.map(([value, shape]) => `${value} ${shape ? formatShape(shape) : "not at all"}`).join(" and ");
  throw new RegionaryError(
    "INVALID_INPUT",
    `${what} has ${inWords(own)}; the set "${name}" has ${inWords(brought)}.`,
  );
}
