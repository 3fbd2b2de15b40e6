import { composeScene } from "../../src/datasets/scenes/compose-scene";
import { drawScene, type VisibleObject } from "../../src/datasets/scenes/draw-scene";
import type { Split } from "../../src/datasets/scenes/splits";
import { SCENE_PIXELS } from "./scenes-recipe";

/** Which pictures of a split, and how large. */
export interface PictureRange {
  readonly seed: number;
  readonly split: Split;
  readonly first: number;
  readonly count: number;
  readonly side: number;
}

/** Pictures as a graph takes them, and what they show. */
export interface DrawnBatch {
  readonly images: Float32Array<ArrayBuffer>; // [N, 3, side, side]
  readonly objects: readonly (readonly VisibleObject[])[];
}

/** Draws pictures `first`, `first + 1` ... of a split. */
export function drawBatch({ seed, split, first, count, side }: PictureRange): DrawnBatch {
  const plane = side * side;
  const images = new Float32Array(count * 3 * plane);
  const objects = Array.from({ length: count }, (_, position) => {
    const scene = drawScene(composeScene(seed, split, first + position), side);
    for (let channel = 0; channel < 3; channel++) {
      const start = (position * 3 + channel) * plane;
      for (let pixel = 0; pixel < plane; pixel++)
        images[start + pixel] = (scene.data[pixel * 3 + channel]! - SCENE_PIXELS.mean) * SCENE_PIXELS.scale;
    }
    return scene.objects;
  });
  return { images, objects };
}

/** Which labels are present, [N, C]: 1 or 0. */
export function presence(
  objects: DrawnBatch["objects"],
  labels: readonly { readonly label: string }[],
): Float32Array<ArrayBuffer> {
  const places = new Map(labels.map(({ label }, place) => [label, place]));
  const present = new Float32Array(objects.length * labels.length);
  objects.forEach((ofImage, image) => {
    for (const label of ofImage.flatMap((object) => object.labels)) {
      const place = places.get(label);
      if (place !== undefined) present[image * labels.length + place] = 1;
    }
  });
  return present;
}
