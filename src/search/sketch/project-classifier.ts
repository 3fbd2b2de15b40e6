import type { Basis } from "./basis";
import { productRounding } from "./rounding";

/**
 * A term's classifier as the scan of sketches takes it: its product with a row is `offset` + `values` x the row's kept
 * numbers, give or take the sum over the blocks of `norms[b]` x the row's norm of that block.
 */
export interface ProjectedTerm {
  readonly values: Float32Array; // [m]
  readonly norms: Float32Array; // [B]
  readonly offset: number;
}

/** A classifier, float32 [R], in a basis. */
export function projectClassifier(basis: Basis, classifier: Float32Array): ProjectedTerm {
  const { regionSize, dims, ends, ofClassifiers, center, inexactness } = basis;
  const projected = Float64Array.from({ length: regionSize }, (_, dim) =>
    dot(ofClassifiers.subarray(dim * regionSize, (dim + 1) * regionSize), classifier),
  );
  const values = new Float32Array(dims);
  values.set(projected.subarray(0, dims));
  // Of the model's product and of the offset; and S is not quite T's inverse.
  const rounding = 2 * productRounding(regionSize) + inexactness;
  const ofBlocks = [dims, ...ends].map((end, block, all) =>
    Math.hypot(...projected.subarray(all[block - 1] ?? 0, end)),
  );
  const norms = [...ofBlocks, rounding * Math.hypot(...classifier)];
  return { values, norms: Float32Array.from(norms, roundedUp), offset: dot(center, classifier) };
}

/** Float32 keeps 24 bits: a little more than the number is at least the number. */
function roundedUp(norm: number): number {
  return norm * (1 + 2 ** -22);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
