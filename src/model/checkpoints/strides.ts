/** Strides, in elements, of a tensor stored row after row. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** Strides, in elements, of a tensor stored column after column (Fortran order). */
export function columnMajorStrides(shape: readonly number[]): number[] {
  return rowMajorStrides([...shape].reverse()).reverse();
}

/** Whether the elements follow each other in row-major order; an axis of size 1 may have any stride. */
export function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  const expected = rowMajorStrides(shape);
  return shape.every((size, axis) => size === 1 || strides[axis] === expected[axis]);
}

/** How many elements there are from a strided tensor's first to its last, both included. */
export function strideSpan(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, size, axis) => last + (size - 1) * strides[axis]!, 1);
}

/** Elements `start` to `start + length` of a strided tensor, counted in row-major order. */
export function gatherStrided(
  source: Float32Array,
  layout: { readonly shape: readonly number[]; readonly strides: readonly number[] },
  start: number,
  length: number,
): Float32Array {
  const { shape, strides } = layout;
  const places = rowMajorStrides(shape);
  const gathered = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let rest = start + i;
    let position = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      const index = Math.floor(rest / places[axis]!);
      rest -= index * places[axis]!;
      position += index * strides[axis]!;
    }
    gathered[i] = source[position]!;
  }
  return gathered;
}
