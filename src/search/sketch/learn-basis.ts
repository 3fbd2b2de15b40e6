import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Basis, endsOfRest } from "./basis";
import type { SketchLayout } from "./sketch-layout";

/** What a basis is learned from. */
export interface BasisSample {
  readonly center: Float32Array; // [R], the mean of regions
  /** Of regions around their mean. */
  readonly covariance: Float32Array; // [R, R]
  /** The sum of w wᵀ over classifiers of labels as they are asked for, and their number; null where none are known. */
  readonly classifiers: { readonly products: Float32Array; readonly count: number } | null; // [R, R]
}

/**
 * The basis whose first numbers keep most of the products of such regions with such classifiers: the principal axes of
 * regions that were first stretched along the directions that classifiers differ in, by the root A of the classifiers'
 * second moment. There, classifiers are alike in all directions; each number is then scaled so that those of regions
 * and of classifiers vary alike, which makes the product of their norms, a bound of what is left out, least. Takes
 * seconds: for a thread.
 */
export function learnBasis(
  { regionSize, dims }: Pick<SketchLayout, "regionSize" | "dims">,
  { center, covariance, classifiers }: BasisSample,
): Basis {
  const stretch = stretchOf(regionSize, classifiers);
  const spread = matrixOf(covariance, regionSize);
  const axes = principalAxes(stretch ? stretch.by.mmul(spread).mmul(stretch.by) : spread);
  const scales = balancingScales(axes.variances);
  const rowsOf = (by: Matrix | undefined, scaled: number[]) => {
    const rows = axes.vectors.transpose().mulColumnVector(scaled); // [dimension, R]
    return mixFirst(by ? rows.mmul(by) : rows, Math.min(dims, regionSize));
  };
  const regionRows = rowsOf(stretch?.by, scales); // T
  const classifierRows = rowsOf(
    stretch?.back,
    scales.map((scale) => 1 / scale),
  ); // S
  const ofRegions = Float32Array.from(regionRows.transpose().to1DArray());
  const ofClassifiers = Float32Array.from(classifierRows.to1DArray());
  return {
    ...{ regionSize, dims, center, ofRegions, ofClassifiers },
    ends: endsOfRest(axes.variances.map(Math.sqrt), dims),
    inexactness: inexactnessOf(matrixOf(ofRegions, regionSize), matrixOf(ofClassifiers, regionSize)),
  };
}

/** Numbers that vary less than this share of all variance are scaled as if they varied so much: float32 has no more. */
const LEAST_VARIANCE = 1e-6;

/** What makes the standard deviation of each number of regions the same as that of classifiers, which is 1 before. */
function balancingScales(variances: readonly number[]): number[] {
  const total = variances.reduce((a, b) => a + b, 0);
  if (!(total > 0)) return variances.map(() => 1);
  return variances.map((variance) => Math.max(variance / total, LEAST_VARIANCE) ** -0.25);
}

/** So much of the mean second moment is added in every direction, at least: classifiers of pictures may have any. */
const LEAST_RIDGE = 0.003;
/** As much as that with so many classifiers for each number of a region; with fewer, more. */
const ENOUGH_CLASSIFIERS = 3;

/** A and its inverse. */
function stretchOf(size: number, classifiers: BasisSample["classifiers"]) {
  if (!classifiers) return null;
  const moment = matrixOf(classifiers.products, size).div(classifiers.count);
  const mean = moment.trace() / size;
  if (!(mean > 0)) return null;
  moment.div(mean); // a stretch of about 1
  const ridge = Math.max(LEAST_RIDGE, (ENOUGH_CLASSIFIERS * LEAST_RIDGE * size) / classifiers.count);
  for (let i = 0; i < size; i++) moment.set(i, i, moment.get(i, i) + ridge);
  const { vectors, variances } = principalAxes(moment);
  const roots = variances.map((variance) => Math.sqrt(Math.max(variance, ridge)));
  const power = (scales: number[]) => vectors.clone().mulRowVector(scales).mmul(vectors.transpose());
  return { by: power(roots), back: power(roots.map((root) => 1 / root)) };
}

/** Eigenvectors as columns, of the largest eigenvalue first; and the eigenvalues, none below zero. */
function principalAxes(symmetric: Matrix): { vectors: Matrix; variances: number[] } {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(symmetric, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  return {
    vectors: eigenvectorMatrix.subMatrixColumn(order),
    variances: order.map((i) => Math.max(0, realEigenvalues[i]!)),
  };
}

/**
 * The first rows, which are of very different sizes, mixed evenly by a discrete cosine transform: 8 bits share one step
 * over all of them, so the largest should be small.
 */
function mixFirst(rows: Matrix, count: number): Matrix {
  const cosines = Matrix.zeros(count, count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++)
      cosines.set(
        i,
        j,
        Math.sqrt((j === 0 ? 1 : 2) / count) * Math.cos((Math.PI * (2 * i + 1) * j) / (2 * count)),
      );
  const first = cosines.mmul(rows.subMatrix(0, count - 1, 0, rows.columns - 1));
  return rows.clone().setSubMatrix(first, 0, 0);
}

/** The norm of TᵀS - I, which is that of SᵀT - I. */
function inexactnessOf(ofRegions: Matrix, ofClassifiers: Matrix): number {
  const product = ofRegions.mmul(ofClassifiers);
  return product.sub(Matrix.identity(product.rows)).norm("frobenius") * (1 + 1e-6);
}

function matrixOf(values: Float32Array, size: number): Matrix {
  return Matrix.from1DArray(size, size, Array.from(values));
}
