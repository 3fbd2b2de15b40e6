import { valueNoise } from "./value-noise";
import type { Texture } from "./words";

/**
 * How far a point is from the inked part of a texture, negative in it: in the coordinates of a shape of
 * radius 1. `key` gives a marbling of its own.
 */
type Ink = (x: number, y: number, key: number) => number;

const { abs, floor, max, min, sqrt } = Math;
const SIN_60 = 0.8660254037844386;
const STRIPE = 0.25;
const DOT_SPACING = 0.52;
const DOT_RADIUS = 0.165;
const CHECK = 0.4;
const VEIN_SCALE = 2.6;

/**
 * From -width/2 in the middle of a band of that width to width/2 in the middle of the gap, which is as wide.
 */
function bands(x: number, width: number): number {
  const place = x / (2 * width);
  return (abs(place - floor(place) - 0.5) * 2 - 0.5) * width;
}

const inks: Readonly<Record<Texture, Ink>> = {
  striped: (x) => bands(x, STRIPE),
  dotted(x, y) {
    const row = floor(y / DOT_SPACING);
    const shift = (row % 2) / 2; // every other row is shifted by half a dot
    const column = floor(x / DOT_SPACING + shift);
    const dx = x - (column + 0.5 - shift) * DOT_SPACING;
    const dy = y - (row + 0.5) * DOT_SPACING;
    return sqrt(dx * dx + dy * dy) - DOT_RADIUS;
  },
  checked(x, y) {
    const across = bands(x, CHECK);
    const down = bands(y, CHECK);
    return max(min(across, down), -max(across, down));
  },
  /** Twelve sectors around the middle: six lines through it, with a change of sign at each. */
  rayed(x, y) {
    const lines = [
      x,
      y,
      SIN_60 * x + y / 2,
      SIN_60 * x - y / 2,
      x / 2 + SIN_60 * y,
      x / 2 - SIN_60 * y,
    ] as const;
    let nearest = 1;
    let isInked = false;
    for (const line of lines) {
      nearest = min(nearest, abs(line));
      isInked = isInked !== line < 0;
    }
    return isInked ? -nearest : nearest;
  },
  marbled(x, y, key) {
    const warp = valueNoise(key + 1, x * VEIN_SCALE, y * VEIN_SCALE);
    const height = valueNoise(key, x * VEIN_SCALE + warp, y * VEIN_SCALE - warp);
    return (abs(height - 0.5) - 0.1) / VEIN_SCALE;
  },
};

/** Where a texture is inked. */
export function inkOf(texture: Texture): Ink {
  return inks[texture];
}
