/** The mean of vectors [n, D], at length 1, or zeros where the mean is zero; computed in double precision. */
export function meanDirection(vectors: Float32Array, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions);
  for (let index = 0; index < vectors.length; index++) sum[index % dimensions]! += vectors[index]!;
  const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
  return Float32Array.from(sum, (value) => (length > 0 ? value / length : 0));
}
