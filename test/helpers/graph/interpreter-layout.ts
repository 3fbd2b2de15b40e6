import { elementCount } from "../../../src/tensor/shape";
import type { Tensor64 } from "./interpreter";

/** How far apart neighbors along each axis lie, in row-major order. */
export function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
}

/** Strides of a tensor that is broadcast to a wider shape: 0 along axes where it is stretched. */
export function stretchedStrides(shape: readonly number[], wide: readonly number[]): number[] {
  const strides = stridesOf(shape);
  const shift = wide.length - shape.length;
  return wide.map((_, axis) => (axis < shift || shape[axis - shift] === 1 ? 0 : strides[axis - shift]!));
}

/** For every position of a shape in row-major order: where it lies in data with these strides. */
export function offsets(shape: readonly number[], strides: readonly number[], base = 0): Int32Array {
  let found = Int32Array.of(base);
  shape.forEach((length, axis) => {
    const wider = new Int32Array(found.length * length);
    for (let i = 0; i < found.length; i++)
      for (let j = 0; j < length; j++) wider[i * length + j] = found[i]! + j * strides[axis]!;
    found = wider;
  });
  return found;
}

/** A tensor whose elements are those of `source` at these places. */
export function pick(shape: readonly number[], source: Float64Array, places: Int32Array): Tensor64 {
  const data = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) data[i] = source[places[i]!]!;
  return { shape, data };
}

/** Puts a tensor's elements, in order, at these places of `target`. */
export function put(target: Float64Array, places: Int32Array, { data }: Tensor64): void {
  for (let i = 0; i < places.length; i++) target[places[i]!] = data[i]!;
}

export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
}

/** An axis counted from the front. */
export function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
