import os from "node:os";
import path from "node:path";
import { type ColumnFiles, openColumnFiles } from "../../../src/search/scan/column-files";
import { type IndexFiles, openIndexFiles } from "../../../src/search/scan/index-files";
import { type Basis, identityBasis } from "../../../src/search/sketch/basis";
import { type SketchLayout, sketchLayout, sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { createLane, type Lane } from "../../../src/threads/lane";
import { progress } from "../../runner/progress";
import { CELLS } from "./made-images";
import { REGION_SIZE } from "./made-spectrum";
import { classifiersOf, type MadeFrom } from "./made-tables";
import type { MadeTasks } from "./made-tasks";
import { ALL_WORDS } from "./made-words";

/** An index of made images, with the scores of all words. */
export interface MadeIndex {
  readonly count: number;
  readonly layout: SketchLayout;
  readonly basis: Basis;
  readonly files: IndexFiles;
  readonly columns: ColumnFiles;
  readonly classifiers: Float32Array; // [words, R]
  /** By word, the scores of all images: the truth. */
  readonly truth: readonly Float32Array[]; // [count] each
  /** The means of the images' regions, of the first `MOST_MEANS` images. */
  readonly means: Float32Array; // [n, R]
  /** Makes images' regions again, on several threads. What it gives holds until it is called again. */
  regions(images: readonly number[]): Promise<Uint16Array<SharedArrayBuffer>>; // [n, P, R], float16
  close(): Promise<void>;
}

/** Means of more images are not kept: 200 MB. */
export const MOST_MEANS = 100_000;
const BATCH = 512;

/**
 * Makes an index in a directory. The made regions lie in the axes that a basis would be learned for, so that the identity
 * is their basis.
 */
export async function makeIndex(directory: string, count: number, of: MadeFrom): Promise<MadeIndex> {
  const layout = sketchLayout({ rows: CELLS, whole: false, regionSize: REGION_SIZE });
  const basis = identityBasis(layout);
  const classifiers = classifiersOf(
    of,
    ALL_WORDS.map(({ thing }) => thing),
  );
  const files = await openIndexFiles(path.join(directory, "index"), sketchPlaces(layout).bytes);
  const columns = await openColumnFiles(path.join(directory, "columns"), ALL_WORDS.length);
  const truth = ALL_WORDS.map(() => new Float32Array(count));
  const means = new Float32Array(Math.min(count, MOST_MEANS) * REGION_SIZE);
  const lanes = Array.from({ length: os.availableParallelism() }, (_, i) =>
    createLane<MadeTasks>(`made ${i}`, path.join(__dirname, "made-worker")),
  );
  let stored: Promise<void> = Promise.resolve();
  const store = async (from: number, made: MadeTasks["index"]["result"]) => {
    const added = made.scores.length / ALL_WORDS.length;
    await files.append(idsFrom(from, added), made.sketches);
    await columns.append(made.scores);
    for (let i = 0; i < made.scores.length; i++)
      truth[i % truth.length]![from + Math.floor(i / truth.length)] = made.scores[i]!;
    means.set(
      made.means.subarray(0, Math.max(0, means.length - from * REGION_SIZE)),
      Math.min(from * REGION_SIZE, means.length),
    );
    if (Math.floor((from + added) / 50_000) > Math.floor(from / 50_000))
      progress(`${from + added} images made`);
  };
  let next = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      while (next < count) {
        const from = next;
        next += BATCH;
        const message = { of, from, count: Math.min(BATCH, count - from), layout, basis, classifiers };
        const made = lane.call("index", () => ({ value: message, transfer: [] }));
        const before = stored;
        stored = made.then(async (result) => {
          await before;
          await store(from, result);
        });
        await made;
        await before; // at most one batch a lane waits to be stored
      }
    }),
  );
  await stored;
  return {
    ...{ count, layout, basis, files, columns, classifiers, truth, means },
    regions: regionMaker(lanes, of),
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
      await Promise.all([files.close(), columns.close()]);
    },
  };
}

export function classifierOf({ classifiers }: Pick<MadeIndex, "classifiers">, word: number): Float32Array {
  return classifiers.subarray(word * REGION_SIZE, (word + 1) * REGION_SIZE);
}

/** Makes regions into the same memory each time: V8 does not see how much of it is shared, and would keep too much. */
function regionMaker(lanes: readonly Lane<MadeTasks>[], of: MadeFrom): MadeIndex["regions"] {
  let memory = new Uint16Array(new SharedArrayBuffer(0));
  return async (images) => {
    const length = CELLS * REGION_SIZE;
    const size = Math.ceil(images.length / lanes.length);
    if (memory.length < images.length * length)
      memory = new Uint16Array(new SharedArrayBuffer(images.length * length * Uint16Array.BYTES_PER_ELEMENT));
    await Promise.all(
      lanes.map(async (lane, i) => {
        const part = images.slice(i * size, (i + 1) * size);
        const regions = memory.subarray(i * size * length);
        await lane.call("regions", () => ({ value: { of, images: part, regions }, transfer: [] }));
      }),
    );
    return memory.subarray(0, images.length * length);
  };
}

/** Ids that say their position. */
function idsFrom(from: number, count: number): Uint8Array {
  const ids = Buffer.alloc(16 * count, 1);
  for (let i = 0; i < count; i++) ids.writeUInt32BE(from + i, 16 * i + 12);
  return ids;
}
