import { composeScene } from "../src/datasets/scenes/compose-scene";
import { drawScene } from "../src/datasets/scenes/draw-scene";
import { medianOf } from "./figures/median";
import type { Benchmark, Figure } from "./runner/benchmark";

const SIDES = [112, 128, 224];
const PICTURES = 200;
const REPEATS = 5;

/** From a seed to pixels, boxes and labels, on one thread. */
export const sceneDrawing: Benchmark = {
  name: "scenes",
  about: "composing and drawing generated pictures, pictures a second of one thread, by side",
  async run() {
    const figures: Figure[] = [];
    for (const side of SIDES) {
      const ms = await medianOf(REPEATS, async () => {
        for (let index = 0; index < PICTURES; index++) drawScene(composeScene(1, "train", index), side);
      });
      const value = (1000 * PICTURES) / ms;
      const target = side === 128 ? { target: "at least 300", met: value >= 300 } : {};
      figures.push({ name: `${side}x${side}`, value, unit: "pictures/s", ...target });
    }
    return figures;
  },
};
