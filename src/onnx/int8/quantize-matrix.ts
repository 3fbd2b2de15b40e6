const LARGEST_INT8 = 127; // -128 has no counterpart, and the scales are symmetric

/** A matrix [K, N] in 8 bits: its column n is `scales[n]` times the 8 bits. */
interface QuantizedMatrix {
  readonly values: Int8Array; // [K, N]
  readonly scales: Float32Array; // [N]
}

/** A matrix, its rows multiplied by `factors`, in 8 bits: each column has a scale of its own, symmetric about 0. */
export function quantizeMatrix(
  matrix: Float32Array, // [K, N]
  factors: Float32Array, // [K]
): QuantizedMatrix {
  const columns = matrix.length / factors.length;
  const scales = new Float32Array(columns);
  factors.forEach((factor, row) => {
    for (let n = 0; n < columns; n++)
      scales[n] = Math.max(scales[n]!, Math.abs(matrix[row * columns + n]! * factor));
  });
  for (let n = 0; n < columns; n++) scales[n] = scales[n]! / LARGEST_INT8 || 1;
  const values = new Int8Array(matrix.length);
  factors.forEach((factor, row) => {
    for (let n = 0; n < columns; n++)
      values[row * columns + n] = Math.round((matrix[row * columns + n]! * factor) / scales[n]!);
  });
  return { values, scales };
}

/** The largest size in each row of a matrix. */
export function largestInRows(matrix: Float32Array, rows: number): Float32Array {
  const columns = matrix.length / rows;
  return Float32Array.from({ length: rows }, (_, row) =>
    matrix
      .subarray(row * columns, (row + 1) * columns)
      .reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  );
}
