import { sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { sketchRegionsOf } from "../../../src/search/sketch/sketch-regions";
import { serveTasks } from "../../../src/threads/serve-tasks";
import { CELLS, TOP_REGIONS } from "./made-images";
import { type MadeRegions, openMadeRegions } from "./made-regions";
import { REGION_SIZE } from "./made-spectrum";
import type { MadeFrom } from "./made-tables";
import type { MadeTasks } from "./made-tasks";

/** As many images as a core's cache has room for. */
const AT_ONCE = 8;
const NO_CLASSIFIER = new Float32Array(REGION_SIZE);

let opened: { readonly key: string; readonly made: Promise<MadeRegions> } | null = null;

function madeOf(of: MadeFrom): Promise<MadeRegions> {
  const key = JSON.stringify(of);
  if (opened?.key !== key) opened = { key, made: openMadeRegions(of, TOP_REGIONS) };
  return opened.made;
}

serveTasks<MadeTasks>(
  {
    index: async ({ of, from, count, layout, basis, classifiers }) => {
      const made = await madeOf(of);
      const sketch = sketchRegionsOf(layout, basis);
      const { bytes } = sketchPlaces(layout);
      const labels = classifiers.length / REGION_SIZE;
      const sketches = new Uint8Array(count * bytes);
      const scores = new Float32Array(count * labels);
      const means = new Float32Array(count * REGION_SIZE);
      for (let done = 0; done < count; done += AT_ONCE) {
        const images = numbersFrom(from + done, Math.min(AT_ONCE, count - done));
        const values = await made.make(images, classifiers, ["floats", "scores", "means"]);
        scores.set(values.scores, done * labels);
        means.set(values.means, done * REGION_SIZE);
        for (let place = 0; place < images.length; place++) {
          const own = values.floats.subarray(place * CELLS * REGION_SIZE, (place + 1) * CELLS * REGION_SIZE);
          sketch(own, own, sketches.subarray((done + place) * bytes, (done + place + 1) * bytes));
        }
      }
      return { value: { sketches, scores, means }, transfer: [sketches.buffer, scores.buffer, means.buffer] };
    },

    regions: async ({ of, images, regions }) => {
      const made = await madeOf(of);
      for (let done = 0; done < images.length; done += AT_ONCE) {
        const values = await made.make(images.slice(done, done + AT_ONCE), NO_CLASSIFIER, ["regions"]);
        regions.set(values.regions, done * CELLS * REGION_SIZE);
      }
      return { value: null, transfer: [] };
    },
  },
  { oneAtATime: true },
);

function numbersFrom(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}
