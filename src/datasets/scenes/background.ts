import { drawMutedTone, type Rgb } from "./colors";
import type { RandomStream } from "./random";
import { blend, ease, valueNoise } from "./value-noise";

const { abs, ceil, floor, max, min, sqrt } = Math;

const GROUNDS = ["clouds", "planks", "tiles", "weave", "grain"] as const;
const MOST_TWIGS = 4;

/** What is behind the objects; lengths are shares of the picture's side. */
export interface Background {
  /** Its tone changes from the one to the other along `toward`. */
  readonly tones: readonly [Rgb, Rgb];
  readonly toward: readonly [number, number];
  readonly ground: (typeof GROUNDS)[number];
  /** How many times the pattern comes in the picture's side, how it is turned, and how strong it is. */
  readonly frequency: number;
  readonly turn: readonly [number, number];
  readonly contrast: number;
  readonly key: number;
  /** Thin strokes without a meaning. */
  readonly twigs: readonly Twig[];
}

interface Twig {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly halfWidth: number;
  readonly tone: Rgb;
}

/** A random background: muted tones, one of five patterns, a few strokes. */
export function drawBackground(random: RandomStream): Background {
  const point = () => [random.unit(), random.unit()] as const;
  return {
    tones: [drawMutedTone(random), drawMutedTone(random)],
    toward: random.direction(),
    ground: random.pick(GROUNDS),
    frequency: random.between(3, 9),
    turn: random.direction(),
    contrast: random.between(0.06, 0.22),
    key: random.key(),
    twigs: Array.from({ length: floor(random.unit() * (MOST_TWIGS + 1)) }, () => ({
      from: point(),
      to: point(),
      halfWidth: random.between(0.003, 0.01),
      tone: drawMutedTone(random),
    })),
  };
}

/** Paints the whole canvas. */
export function paintBackground(background: Background, canvas: Float32Array, size: number): void {
  const { tones, toward, turn, frequency, contrast } = background;
  const [from, to] = tones;
  for (let row = 0; row < size; row++) {
    const y = (row + 0.5) / size - 0.5;
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5) / size - 0.5;
      const share = ease(0.5 + x * toward[0] + y * toward[1]);
      const u = (x * turn[0] - y * turn[1]) * frequency;
      const v = (x * turn[1] + y * turn[0]) * frequency;
      const lightness = (pattern(background, u, v) - 0.5) * contrast;
      const pixel = (row * size + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        canvas[pixel + channel] = blend(from[channel]!, to[channel]!, share) + lightness;
      }
    }
  }
  for (const twig of background.twigs) paintTwig(twig, canvas, size);
}

/** The pattern's lightness, 0 to 1, at a place where it repeats about once in each unit. */
function pattern({ ground, key }: Background, u: number, v: number): number {
  switch (ground) {
    case "clouds":
      return (2 * valueNoise(key, u / 2, v / 2) + valueNoise(key + 1, u, v)) / 3;
    case "planks": {
      const plank = floor(u);
      const gap = ease((abs(u - plank - 0.5) - 0.42) * 20);
      return 0.3 + 0.7 * valueNoise(key, plank * 7.3, v / 4) - 0.4 * gap;
    }
    case "tiles":
      return (floor(u) + floor(v)) % 2 === 0 ? 0.85 : 0.15;
    case "weave":
      return 0.5 + 0.9 * (wave(u) * wave(v) + 0.3 * (valueNoise(key, u, v) - 0.5));
    case "grain":
      return (valueNoise(key, u * 3, v * 3) + valueNoise(key + 1, u * 1.5, v * 9)) / 2;
  }
}

/** Between -0.5 and 0.5 and back once in each unit. */
function wave(u: number): number {
  return abs(u - floor(u) - 0.5) * 2 - 0.5;
}

function paintTwig({ from, to, halfWidth, tone }: Twig, canvas: Float32Array, size: number): void {
  const along = [to[0] - from[0], to[1] - from[1]] as const;
  const square = along[0] * along[0] + along[1] * along[1] + 1e-9;
  const pixelsOf = (a: number, b: number) => [
    max(0, floor((min(a, b) - halfWidth) * size) - 1),
    min(size - 1, ceil((max(a, b) + halfWidth) * size) + 1),
  ];
  const [left, right] = pixelsOf(from[0], to[0]) as [number, number];
  const [top, bottom] = pixelsOf(from[1], to[1]) as [number, number];
  for (let row = top; row <= bottom; row++) {
    const y = (row + 0.5) / size - from[1];
    for (let column = left; column <= right; column++) {
      const x = (column + 0.5) / size - from[0];
      const place = min(max((x * along[0] + y * along[1]) / square, 0), 1);
      const dx = x - place * along[0];
      const dy = y - place * along[1];
      const cover = 0.5 - (sqrt(dx * dx + dy * dy) - halfWidth) * size;
      if (cover <= 0) continue;
      const pixel = (row * size + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        canvas[pixel + channel] = blend(canvas[pixel + channel]!, tone[channel]!, min(cover, 1));
      }
    }
  }
}
