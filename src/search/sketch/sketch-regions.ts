import type { Basis } from "./basis";
import { productRounding, SCAN_ROUNDING } from "./rounding";
import { type SketchLayout, sketchedRows, sketchPlaces } from "./sketch-layout";

/** Writes the sketch of an image into `sketch`, `sketchPlaces(layout).bytes` long. */
export type SketchRegions = (
  /** float32 [rows, R], as they are: without the center taken away. */
  regions: Float32Array,
  /** The same times T, by float32 products; the same array for the identity. */
  projected: Float32Array,
  sketch: Uint8Array,
) => void;

/** A step that is no subnormal number, which would have fewer bits. */
const LEAST_STEP = 2 ** -100;

/**
 * Makes sketches in a basis. Norms are rounded up, and have room for what float32 may lose: in the product with T, and in
 * the scan. What the model's own product loses is a share of the row's whole norm, which is the last.
 */
export function sketchRegionsOf(layout: SketchLayout, basis: Omit<Basis, "ofClassifiers">): SketchRegions {
  const { regionSize, dims, blocks } = layout;
  const rows = sketchedRows(layout);
  const places = sketchPlaces(layout);
  const kept = Math.min(dims, regionSize);
  const shift = shiftOf(basis); // T c
  const centerNorm = Math.hypot(...basis.center);
  const starts = [0, kept, ...basis.ends.slice(0, -1)]; // of all blocks but the last, which is of the whole row
  const ends = [kept, ...basis.ends];
  const projectionOff = starts.map((start, block) => projectionRounding(basis, start, ends[block]!));
  const norms = new Float64Array(blocks * rows); // [B, rows]

  /** The norm of some of a row's numbers. */
  const normOf = (projected: Float32Array, row: number, from: number, to: number) => {
    let square = 0;
    const start = row * regionSize;
    for (let dim = from; dim < to; dim++) square += (projected[start + dim]! - shift[dim]!) ** 2;
    return Math.sqrt(square);
  };

  return (regions, projected, sketch) => {
    const { buffer, byteOffset } = sketch;
    const scales = new DataView(buffer, byteOffset + places.scales);
    const values = new Int8Array(buffer, byteOffset + places.values, rows * dims);
    const step = stepOf(largestOf(projected), 127);
    scales.setFloat32(0, step, true);
    for (let row = 0; row < rows; row++) {
      let square = 0;
      for (let i = row * regionSize; i < (row + 1) * regionSize; i++) square += regions[i]! ** 2;
      const norm = Math.sqrt(square) + centerNorm;
      let lost = 0;
      for (let dim = 0; dim < kept; dim++) {
        const value = projected[row * regionSize + dim]! - shift[dim]!;
        const code = Math.round(value / step);
        values[row * dims + dim] = code;
        lost += (value - code * step) ** 2;
      }
      norms[row] =
        Math.sqrt(lost) + projectionOff[0]! * norm + SCAN_ROUNDING * normOf(projected, row, 0, kept);
      for (let block = 1; block < blocks - 1; block++) {
        const leftOut = normOf(projected, row, starts[block]!, ends[block]!);
        norms[block * rows + row] = leftOut * (1 + SCAN_ROUNDING) + projectionOff[block]! * norm;
      }
      norms[(blocks - 1) * rows + row] = norm;
    }
    for (let block = 0; block < blocks; block++) {
      const ofRows = norms.subarray(block * rows, (block + 1) * rows);
      const normStep = stepOf(Math.max(...ofRows), 255);
      scales.setFloat32(4 * (1 + block), normStep, true);
      const target = places.norms + block * places.normsPerBlock;
      for (let row = 0; row < rows; row++) sketch[target + row] = Math.ceil(ofRows[row]! / normStep);
    }
  };

  function largestOf(projected: Float32Array): number {
    let largest = 0;
    for (let row = 0; row < rows; row++)
      for (let dim = 0; dim < kept; dim++)
        largest = Math.max(largest, Math.abs(projected[row * regionSize + dim]! - shift[dim]!));
    return largest;
  }
}

/** A float32 of which `count` are at least the largest. */
function stepOf(largest: number, count: number): number {
  return Math.fround(Math.max((largest * (1 + 2 ** -20)) / count, LEAST_STEP));
}

function shiftOf({ regionSize, center, ofRegions }: Omit<Basis, "ofClassifiers">): Float32Array {
  if (!ofRegions) return center;
  return Float32Array.from({ length: regionSize }, (_, dim) =>
    center.reduce((sum, value, i) => sum + value * ofRegions[i * regionSize + dim]!, 0),
  );
}

/** What the product with some columns of T loses, as a share of the row's norm. */
function projectionRounding(
  { regionSize, ofRegions }: Omit<Basis, "ofClassifiers">,
  from: number,
  to: number,
): number {
  if (!ofRegions) return 0;
  let squares = 0;
  for (let row = 0; row < regionSize; row++)
    for (let column = from; column < to; column++) squares += ofRegions[row * regionSize + column]! ** 2;
  return productRounding(regionSize) * Math.sqrt(squares);
}
