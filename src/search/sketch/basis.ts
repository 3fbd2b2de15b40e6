import type { SketchLayout } from "./sketch-layout";

/**
 * Two matrices that leave products as they are: a region r becomes T (r - c), a classifier w becomes S w, with S the
 * transpose of T's inverse, so that w·r = w·c + (S w)·(T (r - c)). The first `dims` numbers of that are the ones that
 * matter most.
 */
export interface Basis {
  readonly regionSize: number;
  readonly dims: number;
  /** Where the blocks of what is left out end; the last is `regionSize`. Empty where nothing is left out. */
  readonly ends: readonly number[];
  readonly center: Float32Array; // c [R]
  /** T, transposed: rows of regions are multiplied by it from the right. Null for the identity, which costs nothing. */
  readonly ofRegions: Float32Array | null; // [R, R]
  readonly ofClassifiers: Float32Array; // S [R, R]
  /** At least T's largest singular value. */
  readonly gain: number;
  /** At least the norm of SᵀT - I, which rounding makes other than zero. */
  readonly inexactness: number;
}

/** The basis before anything is known of regions: they are kept as they are, the first numbers of each. */
export function identityBasis({
  regionSize,
  dims,
  blocks,
}: Pick<SketchLayout, "regionSize" | "dims" | "blocks">): Basis {
  const ofClassifiers = new Float32Array(regionSize ** 2);
  for (let dim = 0; dim < regionSize; dim++) ofClassifiers[dim * regionSize + dim] = 1;
  const ends = endsOf(new Array<number>(regionSize).fill(1), dims, blocks - 1);
  const center = new Float32Array(regionSize);
  return { regionSize, dims, ends, center, ofRegions: null, ofClassifiers, gain: 1, inexactness: 0 };
}

/**
 * Ends of `parts` blocks of the numbers from `from` on, with about the same sum of weights each. Where there are fewer
 * numbers than blocks, the last blocks are empty.
 */
export function endsOf(weights: readonly number[], from: number, parts: number): number[] {
  const left = weights.slice(from);
  const total = left.reduce((sum, weight) => sum + weight, 0);
  const ends: number[] = [];
  let sum = 0;
  left.forEach((weight, i) => {
    sum += weight;
    while (ends.length < parts - 1 && sum >= (total * (ends.length + 1)) / parts) ends.push(from + i + 1);
  });
  while (ends.length < parts) ends.push(weights.length);
  return ends;
}
