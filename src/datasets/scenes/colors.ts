import type { RandomStream } from "./random";
import type { Color } from "./words";

/** Red, green and blue as in a picture file (sRGB), 0 to 1. */
export type Rgb = readonly [number, number, number];

/** What a color looks like, and what its textures are drawn with: a lighter or darker shade of it. */
const shades: Readonly<Record<Color, { readonly paint: Rgb; readonly ink: Rgb }>> = {
  red: { paint: [0.84, 0.13, 0.12], ink: [0.45, 0.04, 0.05] },
  yellow: { paint: [0.95, 0.83, 0.13], ink: [0.66, 0.5, 0.02] },
  green: { paint: [0.16, 0.66, 0.2], ink: [0.05, 0.35, 0.1] },
  cyan: { paint: [0.2, 0.83, 0.85], ink: [0.04, 0.5, 0.55] },
  blue: { paint: [0.13, 0.26, 0.83], ink: [0.5, 0.6, 1] },
  purple: { paint: [0.6, 0.18, 0.7], ink: [0.86, 0.58, 0.95] },
  white: { paint: [0.95, 0.95, 0.94], ink: [0.62, 0.62, 0.63] },
  black: { paint: [0.08, 0.08, 0.09], ink: [0.4, 0.4, 0.41] },
};
const VARIATION = 0.06;

/** A shade of the color for one object. */
export function drawShades(color: Color, random: RandomStream): { paint: Rgb; ink: Rgb } {
  const vary = ([red, green, blue]: Rgb): Rgb => [
    red + random.between(-VARIATION, VARIATION),
    green + random.between(-VARIATION, VARIATION),
    blue + random.between(-VARIATION, VARIATION),
  ];
  const { paint, ink } = shades[color];
  return { paint: vary(paint), ink: vary(ink) };
}

/** A grayish tone of medium lightness, which no object has. */
export function drawMutedTone(random: RandomStream): Rgb {
  const gray = random.between(0.3, 0.72);
  const tint = () => gray + random.between(-0.09, 0.09);
  return [tint(), tint(), tint()];
}
