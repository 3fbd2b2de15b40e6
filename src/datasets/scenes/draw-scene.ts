import { paintBackground } from "./background";
import { labelsOf } from "./combinations";
import type { Scene } from "./compose-scene";
import { drawObject, drawShadow } from "./draw-object";
import { bellOf, mixBits } from "./random";

const { floor, max, min } = Math;

/** An object is labeled while this part of its pixels is in the picture and not hidden by later objects. */
const LEAST_VISIBLE = 0.4;

/** An object that can be seen: its labels, and the box of its visible pixels (right and bottom just outside). */
export interface VisibleObject {
  readonly labels: readonly string[];
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A drawn picture and what can be seen in it. */
export interface DrawnScene {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array; // [height, width, 3] RGB
  /** In the order of the scene; those of which less than 40% can be seen are left out. */
  readonly objects: readonly VisibleObject[];
}

/**
 * Draws a scene as a square picture. It computes only with +, -, *, /, square roots and integer operations,
 * for which IEEE 754 prescribes the rounding: the bytes are the same on every machine and in every engine.
 */
export function drawScene(scene: Scene, size: number): DrawnScene {
  const canvas = new Float32Array(size * size * 3); // [size, size, 3]
  const owners = new Uint8Array(size * size); // 0: background, else 1 + the object's position
  paintBackground(scene.background, canvas, size);
  const areas = scene.objects.map((object, position) => {
    drawShadow(object, scene, canvas, size);
    return drawObject(object, scene, canvas, owners, position + 1, size);
  });
  return {
    width: size,
    height: size,
    data: expose(scene, canvas, size),
    objects: visible(scene, areas, owners, size),
  };
}

/** Light, vignette, noise, and rounding to bytes. */
function expose({ light, noise, noiseKey }: Scene, canvas: Float32Array, size: number): Uint8Array {
  const data = new Uint8Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    const y = (row + 0.5) / size - 0.5;
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5) / size - 0.5;
      const brightness = 1 - 2 * light.vignette * (x * x + y * y);
      const pixel = (row * size + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const value = canvas[pixel + channel]! * light.tint[channel]! * brightness;
        const noisy = value + noise * bellOf(mixBits(noiseKey, pixel + channel));
        data[pixel + channel] = floor(min(max(noisy, 0), 1) * 255 + 0.5);
      }
    }
  }
  return data;
}

function visible(
  { objects }: Scene,
  areas: readonly number[],
  owners: Uint8Array,
  size: number,
): VisibleObject[] {
  const boxes = objects.map(() => ({ left: size, top: size, right: 0, bottom: 0 }));
  const seen = objects.map(() => 0);
  owners.forEach((owner, pixel) => {
    const box = boxes[owner - 1];
    if (!box) return;
    const column = pixel % size;
    const row = (pixel - column) / size;
    seen[owner - 1]!++;
    box.left = min(box.left, column);
    box.top = min(box.top, row);
    box.right = max(box.right, column + 1);
    box.bottom = max(box.bottom, row + 1);
  });
  return objects.flatMap((object, position) =>
    seen[position]! > 0 && seen[position]! >= LEAST_VISIBLE * areas[position]!
      ? [{ labels: labelsOf(object), ...boxes[position]! }]
      : [],
  );
}
