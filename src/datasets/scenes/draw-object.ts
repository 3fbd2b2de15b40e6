import type { Scene, SceneObject } from "./compose-scene";
import { distanceTo } from "./shapes";
import { inkOf } from "./textures";
import { blend, ease } from "./value-noise";

const { ceil, floor, max, min } = Math;

/** Shapes reach a little beyond their radius. */
const REACH = 1.2;
/** How far a shadow's edge is blurred to either side, and how wide a shape's bevel is, in radii. */
const SHADOW_BLUR = 0.2;
const BEVEL = 0.22;

/** Darkens the canvas where the object's shadow falls on what was drawn before it. */
export function drawShadow(object: SceneObject, { light }: Scene, canvas: Float32Array, size: number): void {
  const { radius, up } = object;
  const distance = distanceTo(object.shape);
  const darkest = 0.25 + 0.3 * light.strength;
  const x = object.x - light.from[0] * light.shadowLength * radius;
  const y = object.y - light.from[1] * light.shadowLength * radius;
  const reach = radius * (REACH + SHADOW_BLUR);
  const right = min(size - 1, ceil((x + reach) * size));
  const bottom = min(size - 1, ceil((y + reach) * size));
  for (let row = max(0, floor((y - reach) * size)); row <= bottom; row++) {
    const dy = ((row + 0.5) / size - y) / radius;
    for (let column = max(0, floor((x - reach) * size)); column <= right; column++) {
      const dx = ((column + 0.5) / size - x) / radius;
      const away = distance(dy * up[0] - dx * up[1], -dx * up[0] - dy * up[1]);
      if (away >= SHADOW_BLUR) continue;
      const light = 1 - darkest * ease(0.5 - away / (2 * SHADOW_BLUR));
      const pixel = (row * size + column) * 3;
      for (let channel = 0; channel < 3; channel++) canvas[pixel + channel]! *= light;
    }
  }
}

/**
 * Draws the object onto the canvas and writes `mark` over the owner of every pixel that it covers by half or
 * more. Returns how many those are, those outside the picture included.
 */
export function drawObject(
  object: SceneObject,
  { light }: Scene,
  canvas: Float32Array,
  owners: Uint8Array,
  mark: number,
  size: number,
): number {
  const { x, y, radius, up, paint, ink, grain, texture } = object;
  const distance = distanceTo(object.shape);
  const inkDistance = texture === null ? null : inkOf(texture);
  const pixelsPerRadius = radius * size;
  const reach = radius * REACH;
  let area = 0;
  const right = ceil((x + reach) * size);
  const bottom = ceil((y + reach) * size);
  for (let row = floor((y - reach) * size); row <= bottom; row++) {
    const dy = ((row + 0.5) / size - y) / radius;
    for (let column = floor((x - reach) * size); column <= right; column++) {
      const dx = ((column + 0.5) / size - x) / radius;
      const u = dy * up[0] - dx * up[1];
      const v = -dx * up[0] - dy * up[1];
      const away = distance(u, v);
      const cover = min(0.5 - away * pixelsPerRadius, 1);
      if (cover <= 0) continue;
      if (cover >= 0.5) area++;
      if (row < 0 || column < 0 || row >= size || column >= size) continue;
      if (cover >= 0.5) owners[row * size + column] = mark;
      let inked = 0;
      if (inkDistance) {
        const a = (u * grain.turn[0] - v * grain.turn[1]) / grain.scale + grain.shift[0];
        const b = (u * grain.turn[1] + v * grain.turn[0]) / grain.scale + grain.shift[1];
        const fromInk = inkDistance(a, b, grain.key) * grain.scale * pixelsPerRadius;
        inked = min(max(0.5 - fromInk, 0), 1);
      }
      const lightness = modeled(dx, dy, away, light);
      const pixel = (row * size + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const color = blend(paint[channel]!, ink[channel]!, inked) * lightness;
        canvas[pixel + channel] = blend(canvas[pixel + channel]!, color, cover);
      }
    }
  }
  return area;
}

/**
 * How bright a point is by its place: brighter toward the light, more so on the bevel, and darker at the rim.
 */
function modeled(dx: number, dy: number, away: number, { from, strength }: Scene["light"]): number {
  const bevel = ease(1 + away / BEVEL);
  const toward = dx * from[0] + dy * from[1];
  return 1 + strength * (0.16 + 0.22 * bevel) * toward - 0.12 * bevel;
}
