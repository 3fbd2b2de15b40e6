/** How many elements a tensor of this shape has; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((count, dimension) => count * dimension, 1);
}

/** A shape as people write it: `[N, 196, 512]`. */
export function formatShape(shape: readonly (number | string)[]): string {
  return `[${shape.join(", ")}]`;
}

/** Whether two shapes are the same, symbols (such as "N") compared by name. */
export function sameShape(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}
