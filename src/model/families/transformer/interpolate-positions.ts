import { readValues } from "../../../tensor/read-values";
import type { TensorSource } from "../../../tensor/tensor-source";

/**
 * How position vectors are stretched to another grid, as published programs do it; they differ by up to a tenth of the
 * largest position. `bicubic_size`: four taps, a = -0.75 (newer transformers). `bicubic_tenth`: the same with a step of
 * old / (new + 0.1) (NACLIP, SCLIP). The antialiased ones are PIL's filters, a = -0.5 (open_clip; bilinear: TIPS).
 */
export const POSITION_RULES = [
  "bicubic_size",
  "bicubic_tenth",
  "bicubic_antialias",
  "bilinear_antialias",
] as const;
export type PositionRule = (typeof POSITION_RULES)[number];

interface Grid {
  readonly height: number;
  readonly width: number;
}

/** How much of which old positions makes a new one. */
type Taps = readonly (readonly [at: number, weight: number])[];

/**
 * Position vectors [k + P, D], k of them of no patch and unchanged, on another grid: [k + P', D]. On the same grid they
 * are as stored.
 */
export function interpolatedPositions(
  source: TensorSource,
  { from, to, rule }: { readonly from: Grid; readonly to: Grid; readonly rule: PositionRule },
): TensorSource {
  if (from.height === to.height && from.width === to.width) return source;
  const [rows, size] = source.shape as [number, number];
  const first = rows - from.height * from.width;
  const shape = [first + to.height * to.width, size];
  return {
    shape,
    async *chunks() {
      const values = await readValues(source);
      const stretched = stretch(values.subarray(first * size), size, { from, to, rule });
      const all = new Float32Array(shape[0]! * size);
      all.set(values.subarray(0, first * size));
      all.set(stretched, first * size);
      yield new Uint8Array(all.buffer);
    },
  };
}

function stretch(
  values: Float32Array, // [height, width, D]
  size: number,
  { from, to, rule }: { from: Grid; to: Grid; rule: PositionRule },
): Float64Array {
  const down = tapsOf(from.height, to.height, rule);
  const across = tapsOf(from.width, to.width, rule);
  const lines = new Float64Array(to.height * from.width * size);
  for (const [row, taps] of down.entries()) {
    for (const [at, weight] of taps) add(lines, row, values, at, weight, from.width * size);
  }
  const result = new Float64Array(to.height * to.width * size);
  for (let row = 0; row < to.height; row++) {
    for (const [column, taps] of across.entries()) {
      for (const [at, weight] of taps)
        add(result, row * to.width + column, lines, row * from.width + at, weight, size);
    }
  }
  return result;
}

/** Adds a weighted row of one array to a row of another; both have rows of this length. */
function add(
  target: Float64Array,
  to: number,
  source: Float32Array | Float64Array,
  from: number,
  weight: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[to * length + i]! += weight * source[from * length + i]!;
}

function tapsOf(old: number, wanted: number, rule: PositionRule): Taps[] {
  const places = Array.from({ length: wanted }, (_, place) => place + 0.5);
  switch (rule) {
    case "bicubic_size":
      return places.map((place) => held(old, (place * old) / wanted));
    case "bicubic_tenth":
      return places.map((place) => held(old, (place * old) / (wanted + 0.1)));
    case "bicubic_antialias":
      return places.map((place) => filtered(old, wanted, place, 2, (x) => cubic(x, -0.5)));
    case "bilinear_antialias":
      return places.map((place) => filtered(old, wanted, place, 1, (x) => Math.max(0, 1 - Math.abs(x))));
  }
}

/** Four taps around a place, the border's position standing for those beyond it. */
function held(old: number, center: number): Taps {
  const at = center - 0.5;
  const start = Math.floor(at) - 1;
  return [0, 1, 2, 3].map((tap) => {
    const position = start + tap;
    return [Math.min(Math.max(position, 0), old - 1), cubic(at - position, -0.75)];
  });
}

/** PIL's way: the filter is as wide as what it reduces, cut at the borders, its weights summing to 1. */
function filtered(
  old: number,
  wanted: number,
  place: number,
  support: number,
  filter: (x: number) => number,
): Taps {
  const step = old / wanted;
  const wide = Math.max(step, 1);
  const center = place * step;
  const start = Math.max(0, Math.floor(center - support * wide + 0.5));
  const end = Math.min(old, Math.floor(center + support * wide + 0.5));
  const taps = Array.from({ length: end - start }, (_, i) => {
    const at = start + i;
    return [at, filter((at + 0.5 - center) / wide)] as const;
  });
  const sum = taps.reduce((total, [, weight]) => total + weight, 0);
  return taps.map(([at, weight]) => [at, weight / sum]);
}

/** Keys' cubic kernel. */
function cubic(x: number, a: number): number {
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}
