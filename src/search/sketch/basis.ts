import type { SketchLayout } from "./sketch-layout";

/**
 * Two matrices that leave products as they are: a region r becomes T (r - c), a classifier w becomes S w, with S the
 * transpose of T's inverse, so that w·r = w·c + (S w)·(T (r - c)). The first `dims` numbers of that are the ones that
 * matter most.
 */
export interface Basis {
  readonly regionSize: number;
  readonly dims: number;
  /** Where the blocks of what is left out end; empty where nothing is. */
  readonly ends: readonly number[];
  readonly center: Float32Array; // c [R]
  /** T, transposed: rows of regions are multiplied by it from the right. Null for the identity, which costs nothing. */
  readonly ofRegions: Float32Array | null; // [R, R]
  readonly ofClassifiers: Float32Array; // S [R, R]
  /** At least the norm of SᵀT - I, which rounding makes other than zero. */
  readonly inexactness: number;
}

/** The basis before anything is known of regions: they are kept as they are, the first numbers of each. */
export function identityBasis({ regionSize, dims }: Pick<SketchLayout, "regionSize" | "dims">): Basis {
  const ofClassifiers = new Float32Array(regionSize ** 2);
  for (let dim = 0; dim < regionSize; dim++) ofClassifiers[dim * regionSize + dim] = 1;
  return {
    ...{ regionSize, dims, ofClassifiers, inexactness: 0 },
    ends: endsOfRest(new Array<number>(regionSize).fill(1), dims),
    center: new Float32Array(regionSize),
    ofRegions: null,
  };
}

/** Ends of two blocks of the numbers after the first `dims`, with about the same sum of weights each. */
export function endsOfRest(weights: readonly number[], dims: number): number[] {
  if (dims >= weights.length) return [];
  const half = weights.slice(dims).reduce((a, b) => a + b, 0) / 2;
  let middle = dims;
  for (let sum = 0; sum < half && middle < weights.length - 1; middle++) sum += weights[middle]!;
  return [middle, weights.length];
}
