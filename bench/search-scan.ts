import { mkdtemp, open, rm, statfs } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { openColumnFiles } from "../src/search/scan/column-files";
import { createScanner, type Scanner } from "../src/search/scan/scanner";
import type { ProjectedTerm } from "../src/search/sketch/project-classifier";
import { type SketchLayout, sketchLayout, sketchPlaces } from "../src/search/sketch/sketch-layout";
import { spread } from "./figures/spread";
import type { Benchmark, Figure } from "./runner/benchmark";
import { progress } from "./runner/progress";
import { randomNumbers } from "./simulation/arrivals";

const COUNTS = [10_000, 100_000, 1_000_000];
const ROUNDS = 5;
const LABELS = 100;
/** Sketches that differ; the rest are the same again, which the scan does not know. */
const DIFFERENT = 1_000;
const RULE = { topRegions: 10, share: null, bias: 0 };

/** The scan of made sketches of VGG19's size, as a search of new words does it, and the columns of known ones. */
export const searchScan: Benchmark = {
  name: "search-scan",
  about:
    "bounds of the scores of all images from sketches that the system has in memory, by images, terms and threads",
  async run() {
    const layout = sketchLayout({ rows: 196, whole: false, regionSize: 512 });
    const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-scan-"));
    try {
      const { bavail, bsize } = await statfs(directory);
      const counts = COUNTS.filter((count) => 2 * count * sketchPlaces(layout).bytes < bavail * bsize);
      const sketchPath = path.join(directory, "sketches.bin");
      await writeSketches(sketchPath, layout, counts.at(-1) ?? 0);
      return [...(await scanFigures(sketchPath, layout, counts)), ...(await columnFigures(directory))];
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};

async function scanFigures(
  sketchPath: string,
  layout: SketchLayout,
  counts: readonly number[],
): Promise<Figure[]> {
  const random = randomNumbers(2);
  const term = (): ProjectedTerm => ({
    values: Float32Array.from({ length: layout.dims }, () => random() - 0.5),
    norms: new Float32Array(layout.blocks).fill(0.1),
    offset: 0,
  });
  const terms = [term(), term(), term()];
  const threads = [1, os.availableParallelism()];
  const scanners = new Map(threads.map((count) => [count, createScanner({ threads: count })]));
  const times = new Map<string, number[]>();
  const figures: Figure[] = [];
  for (const count of counts) {
    for (let round = -1; round < ROUNDS; round++)
      for (const [threadCount, scanner] of scanners)
        for (const termCount of [1, 3]) {
          const name = `${count} images: ${termCount} terms, ${threadCount} threads`;
          const ms = await timed(scanner, { sketchPath, count }, layout, terms.slice(0, termCount));
          if (round >= 0) times.set(name, [...(times.get(name) ?? []), ms]); // the first reads the file and compiles
        }
    progress(`${count} images scanned`);
  }
  for (const [name, ms] of times) figures.push(spread(name, "ms", ms));
  for (const scanner of scanners.values()) await scanner.close();
  return figures;
}

async function timed(
  scanner: Scanner,
  files: { sketchPath: string; count: number },
  layout: SketchLayout,
  terms: readonly ProjectedTerm[],
): Promise<number> {
  const begun = performance.now();
  await scanner.scan(files, layout, terms, RULE);
  return performance.now() - begun;
}

async function columnFigures(directory: string): Promise<Figure[]> {
  const columns = await openColumnFiles(path.join(directory, "columns"), LABELS);
  const random = randomNumbers(3);
  const rows = Float32Array.from({ length: 10_000 * LABELS }, () => random());
  const figures: Figure[] = [];
  for (const count of COUNTS) {
    while (columns.count < count) await columns.append(rows);
    const times: number[] = [];
    for (let label = 0; label < LABELS; label++) {
      const begun = performance.now();
      await columns.column(label);
      times.push(performance.now() - begun);
    }
    figures.push(spread(`${count} images: the scores of a known label`, "ms", times));
  }
  await columns.close();
  return figures;
}

async function writeSketches(at: string, layout: SketchLayout, count: number): Promise<void> {
  progress(`writing ${count} sketches`);
  const { bytes, values, norms } = sketchPlaces(layout);
  const random = randomNumbers(1);
  const sketches = new Uint8Array(DIFFERENT * bytes);
  for (let index = 0; index < DIFFERENT; index++) {
    const start = index * bytes;
    const scales = new DataView(sketches.buffer, start);
    for (let scale = 0; scale <= layout.blocks; scale++) scales.setFloat32(4 * scale, 0.01, true);
    for (let i = start + values; i < start + norms; i++) sketches[i] = Math.round(80 * (random() - random())); // int8
    for (let i = start + norms; i < start + bytes; i++) sketches[i] = 128 * random();
  }
  const file = await open(at, "w");
  for (let written = 0; written < count; written += DIFFERENT) await file.write(sketches);
  await file.close();
}
