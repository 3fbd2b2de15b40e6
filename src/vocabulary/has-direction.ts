/** Shorter vectors are not brought to length 1 by the model's normalization, which divides by at least this. */
const SHORTEST = 1e-12;

/** Whether normalizing a word vector in float32 gives a unit vector, and not zeros, NaN or a stub. */
export function hasDirection(vector: Float32Array): boolean {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares) >= SHORTEST && Number.isFinite(Math.fround(squares));
}
