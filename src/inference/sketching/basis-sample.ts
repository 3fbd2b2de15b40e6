import type { BasisSample } from "../../search/sketch/learn-basis";
import type { SketchLayout } from "../../search/sketch/sketch-layout";
import { fromFloat16 } from "../../tensor/float16";
import { multiply } from "./multiply";

/** Enough for the covariance of regions of any length, and not too much memory. */
const MOST_ROWS = 32_768;
/**
 * What all rows of whole pictures weigh beside all regions: each is one of many rows of its picture, but has a share of
 * its score.
 */
const WHOLE_WEIGHT = 0.25;

/** What a basis is learned from, of the regions of some images, float16 [rows, R] each, and classifiers [C, R]. */
export async function sampleOf(
  { rows, whole, regionSize }: SketchLayout,
  images: readonly Uint16Array[],
  classifiers: Float32Array | null,
): Promise<BasisSample> {
  const regions = evenlyOf(images, rows * regionSize, regionSize); // [n, R]
  const count = regions.length / regionSize;
  const center = meanOf(regions, regionSize);
  subtract(regions, center, 1);
  const covariance = await momentOf(regions, regionSize);
  for (let i = 0; i < covariance.length; i++) covariance[i]! /= count;
  if (whole) {
    const wholes = images.map((image) => fromFloat16(image.subarray(rows * regionSize)));
    const ofWholes = joined(wholes); // [N, R]
    subtract(ofWholes, center, Math.sqrt(WHOLE_WEIGHT / images.length));
    const added = await momentOf(ofWholes, regionSize);
    for (let i = 0; i < covariance.length; i++) covariance[i]! += added[i]!;
  }
  const products = classifiers && (await momentOf(classifiers, regionSize));
  return {
    center,
    covariance,
    classifiers: products && classifiers ? { products, count: classifiers.length / regionSize } : null,
  };
}

/** Regions of all images, every so many if there are too many; `length` numbers of each image. */
function evenlyOf(images: readonly Uint16Array[], length: number, size: number): Float32Array {
  const ofImage = length / size;
  const step = Math.max(1, Math.ceil((images.length * ofImage) / MOST_ROWS));
  const count = Math.ceil((images.length * ofImage) / step);
  const sample = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    const at = row * step;
    const start = (at % ofImage) * size;
    const image = images[Math.floor(at / ofImage)]!;
    fromFloat16(image.subarray(start, start + size), sample.subarray(row * size, (row + 1) * size));
  }
  return sample;
}

function meanOf(rows: Float32Array, size: number): Float32Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < rows.length; i++) sums[i % size]! += rows[i]!;
  return Float32Array.from(sums, (sum) => (sum * size) / rows.length);
}

/** Rows become their distance from the center, times a scale. */
function subtract(rows: Float32Array, center: Float32Array, scale: number): void {
  for (let i = 0; i < rows.length; i++) rows[i] = scale * (rows[i]! - center[i % center.length]!);
}

/** The sum of x xᵀ over rows x: [size, size]. */
function momentOf(rows: Float32Array, size: number): Promise<Float32Array> {
  const count = rows.length / size;
  const columns = new Float32Array(rows.length); // [size, n]
  for (let row = 0; row < count; row++)
    for (let i = 0; i < size; i++) columns[i * count + row] = rows[row * size + i]!;
  return multiply(columns, rows, count, size);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
