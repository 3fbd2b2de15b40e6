import { LRUCache } from "lru-cache";
import { learnBasis } from "../../search/sketch/learn-basis";
import { type SketchLayout, sketchedRows, sketchPlaces } from "../../search/sketch/sketch-layout";
import { type SketchRegions, sketchRegionsOf } from "../../search/sketch/sketch-regions";
import { fromFloat16 } from "../../tensor/float16";
import { lowerPriority } from "../../threads/lower-priority";
import { createReusedFloats } from "../../threads/reused-floats";
import { serveTasks } from "../../threads/serve-tasks";
import { sampleOf } from "./basis-sample";
import { multiply } from "./multiply";
import type { SketchingBasis, SketchTasks } from "./sketch-tasks";

lowerPriority("behindRequests");

/** One that is in use, and one that is about to be. */
const KNOWN_BASES = 2;
/** Their regions as numbers, 400 KB each, stay in the core's cache: 64 at once take a third longer. */
const AT_ONCE = 8;

interface KnownBasis {
  readonly ofRegions: Float32Array | null;
  readonly sketchRegions: SketchRegions;
}

const known = new LRUCache<number, KnownBasis>({ max: KNOWN_BASES });
const floats = createReusedFloats();

serveTasks<SketchTasks>(
  {
    sketch: async ({ layout, key, basis, regions }) => {
      const used = known.get(key) ?? (basis && remember(key, layout, basis));
      if (!used) return { value: null, transfer: [] };
      const sketches = await sketchesOf(layout, used, regions);
      return { value: sketches, transfer: [sketches.buffer] };
    },

    learn: async ({ layout, regions, classifiers }) => {
      const basis = learnBasis(layout, await sampleOf(layout, regions, classifiers));
      return { value: basis, transfer: [] };
    },
  },
  { oneAtATime: true },
);

function remember(key: number, layout: SketchLayout, basis: SketchingBasis): KnownBasis {
  const made = { ofRegions: basis.ofRegions, sketchRegions: sketchRegionsOf(layout, basis) };
  known.set(key, made);
  return made;
}

async function sketchesOf(
  layout: SketchLayout,
  { ofRegions, sketchRegions }: KnownBasis,
  regions: readonly Uint16Array[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { regionSize } = layout;
  const { bytes } = sketchPlaces(layout);
  const length = sketchedRows(layout) * regionSize; // of an image
  const sketches = new Uint8Array(regions.length * bytes);
  for (let start = 0; start < regions.length; start += AT_ONCE) {
    const some = regions.slice(start, start + AT_ONCE);
    const all = floats(some.length * length);
    for (const [image, ofImage] of some.entries()) fromFloat16(ofImage, partOf(all, image, length));
    const projected = ofRegions ? await multiply(all, ofRegions, regionSize, regionSize) : all;
    for (let image = 0; image < some.length; image++) {
      const sketch = sketches.subarray((start + image) * bytes, (start + image + 1) * bytes);
      sketchRegions(partOf(all, image, length), partOf(projected, image, length), sketch);
    }
  }
  return sketches;
}

function partOf<T extends Float32Array>(all: T, part: number, length: number): T {
  return all.subarray(part * length, (part + 1) * length) as T;
}
