import type { Basis } from "./basis";
import { type SketchLayout, sketchedRows, sketchPlaces } from "./sketch-layout";

/** Makes the sketches of a basis; it keeps what the rows of all images have in common. */
export type SketchRegions = (
  /** Of an image, float32 [rows, R], as they are: without the center taken away. */
  regions: Float32Array,
  /** The same times T; the same array for the identity. */
  projected: Float32Array,
  /** Where the sketch is written, `sketchPlaces(layout).bytes` long. */
  sketch: Uint8Array,
) => void;

/** Half of float32's last place: the most that rounding changes a number by, as a share of it. */
const ROUNDING = 2 ** -24;
/** Roundings besides those of a product of two rows. */
const ROOM = 128;
/** A step that is no subnormal number, which would have fewer bits. */
const LEAST_STEP = 2 ** -100;

/**
 * Sketches for a basis. Norms are rounded up and hold, beside what is left out, all that float32 may lose: in the
 * product with T, in the model's own products, means and shares in whatever order they are summed, and in the scan's.
 *
 * The contract of the slack: a sum of n products a·b in float32 is off by at most n · 2⁻²⁴ · |a| |b|, for any order
 * (Higham, Accuracy and Stability of Numerical Algorithms, 3.1). With `ROOM` more terms that covers the mean over the
 * best rows, the share, and a scan whose products are exact but for a few roundings. A number of T's product is off by
 * that for T's row; a classifier w has |w| <= gain · |S w|, and |S w| is at most the sum of its blocks' norms.
 */
export function sketchRegionsOf(layout: SketchLayout, basis: Omit<Basis, "ofClassifiers">): SketchRegions {
  const { regionSize, dims, blocks } = layout;
  const rows = sketchedRows(layout);
  const places = sketchPlaces(layout);
  const kept = Math.min(dims, regionSize);
  const ends = [kept, ...basis.ends];
  const shift = shiftOf(basis); // T c
  const centerLength = Math.hypot(...basis.center);
  const slack = slackOf(basis, ends);
  const norms = new Float64Array(blocks * rows); // [B, rows]

  return (regions, projected, sketch) => {
    const { buffer, byteOffset } = sketch;
    const scales = new DataView(buffer, byteOffset + places.scales);
    const values = new Int8Array(buffer, byteOffset + places.values, rows * dims);
    let largest = 0;
    for (let row = 0; row < rows; row++)
      for (let dim = 0; dim < kept; dim++)
        largest = Math.max(largest, Math.abs(projected[row * regionSize + dim]! - shift[dim]!));
    const step = stepOf(largest, 127);
    scales.setFloat32(0, step, true);

    for (let row = 0; row < rows; row++) {
      const start = row * regionSize;
      let square = 0;
      for (let i = start; i < start + regionSize; i++) square += regions[i]! * regions[i]!;
      const length = Math.sqrt(square) + centerLength;

      let lost = 0;
      for (let dim = 0; dim < kept; dim++) {
        const value = projected[start + dim]! - shift[dim]!;
        const code = Math.round(value / step);
        values[row * dims + dim] = code;
        lost += (value - code * step) ** 2;
      }
      norms[row] = Math.sqrt(lost) + slack[0]! * length;
      for (let block = 1; block < blocks; block++) {
        let leftOut = 0;
        for (let dim = ends[block - 1]!; dim < ends[block]!; dim++)
          leftOut += (projected[start + dim]! - shift[dim]!) ** 2;
        norms[block * rows + row] = Math.sqrt(leftOut) + slack[block]! * length;
      }
    }
    for (let block = 0; block < blocks; block++) {
      const ofRows = norms.subarray(block * rows, (block + 1) * rows);
      const normStep = stepOf(
        ofRows.reduce((a, b) => Math.max(a, b), 0),
        255,
      );
      scales.setFloat32(4 * (1 + block), normStep, true);
      const target = places.norms + block * places.normsPerBlock;
      for (let row = 0; row < rows; row++) sketch[target + row] = Math.ceil(ofRows[row]! / normStep);
    }
  };
}

/** A float32 of which `count` are at least the largest. */
function stepOf(largest: number, count: number): number {
  return Math.fround(Math.max((largest * (1 + 2 ** -20)) / count, LEAST_STEP));
}

function shiftOf({
  regionSize,
  center,
  ofRegions,
}: Pick<Basis, "regionSize" | "center" | "ofRegions">): Float32Array {
  if (!ofRegions) return center;
  return Float32Array.from({ length: regionSize }, (_, dim) =>
    center.reduce((sum, value, i) => sum + value * ofRegions[i * regionSize + dim]!, 0),
  );
}

/** By block, what rounding may add to a norm for each unit of a row's length. */
function slackOf(
  { regionSize, ofRegions, gain, inexactness }: Omit<Basis, "ofClassifiers">,
  ends: readonly number[],
): number[] {
  const rounding = (regionSize + ROOM) * ROUNDING;
  return ends.map((end, block) => {
    const from = block === 0 ? 0 : ends[block - 1]!;
    const ofProjection = ofRegions ? Math.sqrt(squaresOf(ofRegions, regionSize, from, end)) : 0;
    return rounding * ofProjection + (3 * rounding + inexactness) * gain;
  });
}

function squaresOf(matrix: Float32Array, size: number, from: number, end: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++)
    for (let column = from; column < end; column++) sum += matrix[row * size + column]! ** 2;
  return sum;
}
