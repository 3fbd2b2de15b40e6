/** Shorter vectors do not get length 1 from the model's normalization, which divides by at least this. */
const SHORTEST = 1e-12;

/**
 * Whether normalizing a word vector in float32 gives a unit vector, rather than zeros, NaN or a shorter one.
 */
export function hasDirection(vector: Float32Array): boolean {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares) >= SHORTEST && Number.isFinite(Math.fround(squares));
}
