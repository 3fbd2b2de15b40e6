import { createSketcher, createSketchLane } from "../../src/inference/sketching/create-sketcher";
import { addImages } from "../../src/services/search/index/index-encoded";
import { createSearchIndex, findSearchIndex } from "../../src/storage/search/search-indexes";
import type { Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import type { Workplace } from "../workplace";
import { CELLS } from "./made/made-images";
import { REGION_SIZE } from "./made/made-spectrum";
import type { MadeIndex } from "./made/make-index";

const LEARNED_FROM = 256;
const TOGETHER = 64;
const LENGTH = CELLS * REGION_SIZE;

/** How fast encoded images are sketched and stored in the database, in a basis that was learned from some of them. */
export async function indexingSpeed(
  place: Workplace,
  made: MadeIndex,
  imageIds: readonly string[],
  named: (name: string, value: number, unit: string) => Figure,
): Promise<Figure[]> {
  const { db } = await place.stored("tiny");
  progress("learning a basis, and sketching and storing images");
  const lane = createSketchLane(60_000, () => undefined);
  const sketcher = createSketcher(lane);
  const { layout } = made;
  try {
    const sample = await regionsOf(made, 0, LEARNED_FROM);
    const begun = performance.now();
    const basis = await sketcher.learn(layout, sample, made.classifiers);
    const learnedMs = performance.now() - begun;

    const encoderHash = String(Date.now()).padStart(64, "0");
    await createSearchIndex(db, { encoderHash, generation: 0, layout, basisHash: null, isReady: true });
    const { id } = (await findSearchIndex(db, encoderHash))!;
    let ms = 0;
    for (let from = 0; from < imageIds.length; from += TOGETHER) {
      const regions = await regionsOf(made, from, TOGETHER);
      const images = regions.map((own, i) => ({ imageId: imageIds[from + i]!, regions: own }));
      const started = performance.now();
      await addImages(db, sketcher, { id, layout, basis }, images);
      if (from > 0) ms += performance.now() - started; // the first brings the basis to the thread
    }
    return [
      named("sketched and stored", (1000 * (imageIds.length - TOGETHER)) / ms, "images/s"),
      named("a basis learned", learnedMs / 1000, "s"),
    ];
  } finally {
    await lane.close();
  }
}

/** They hold until it is called again. */
async function regionsOf(made: MadeIndex, from: number, count: number): Promise<Uint16Array[]> {
  const all = await made.regions(Array.from({ length: count }, (_, i) => from + i));
  return Array.from({ length: count }, (_, i) => all.subarray(i * LENGTH, (i + 1) * LENGTH));
}
