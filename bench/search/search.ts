import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createScanner } from "../../src/search/scan/scanner";
import { median } from "../figures/median";
import { type Benchmark, type Figure, targeted } from "../runner/benchmark";
import { progress } from "../runner/progress";
import type { Workplace } from "../workplace";
import { indexingSpeed } from "./indexing-speed";
import { knownLabelMs } from "./known-label";
import type { SpectrumName } from "./made/made-spectrum";
import { ALL_WORDS, type Frequency, WORDS } from "./made/made-words";
import { makeIndex } from "./made/make-index";
import { measureWord, PAGE, type WordFigures } from "./measure-word";
import { peakMemoryOf } from "./peak-memory";
import { storeRegions } from "./region-reads";
import { openRescoring, type Rescoring } from "./rescore-made";
import { wholeImageFigures } from "./whole-image-figures";

const SEED = 1;
const BRUTE_FORCE_IMAGES = 1024;
const MB = 1e6;
/** The most seconds that a new word's first page may take, by the number of images. */
const LIMITS_S: Readonly<Record<number, number>> = { 100000: 1, 1000000: 6 };
/** The number of the next stored picture: none that another benchmark stores. */
let pictures = 3_000_000;

const ABOUT =
  "found among made images: labels whose scores are known, new words, their proof, and other ways beside them (--images N,…)";

/** Searches over indexes of made images, of each of these sizes: regions of a trained model, and flatter ones. */
export const search = (sizes: readonly number[]): Benchmark[] => [
  { name: "search", about: ABOUT, run: (place) => figuresOfAll(place, sizes, "trained") },
  {
    name: "search-flat",
    about: `${ABOUT}; regions as an untrained model's, of which sketches say less`,
    run: (place) => figuresOfAll(place, sizes, "flat"),
  },
];

async function figuresOfAll(
  place: Workplace,
  sizes: readonly number[],
  spectrum: SpectrumName,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await figuresOf(place, size, spectrum)));
  return figures;
}

async function figuresOf(place: Workplace, count: number, spectrum: SpectrumName): Promise<Figure[]> {
  const column = `${count.toLocaleString("en")} images${spectrum === "flat" ? ", flat" : ""}`;
  const named = (name: string, value: number, unit: string) => ({ name: `${column}: ${name}`, value, unit });
  const { directory: of } = await place.stored("tiny"); // what is in it is removed even if this is interrupted
  const directory = await mkdtemp(path.join(of, "search-"));
  progress(`making an index of ${count} images`);
  const index = await makeIndex(directory, count, { seed: SEED, spectrum });
  const scanner = createScanner({ threads: os.availableParallelism() });
  try {
    const reads = await storeRegions(place, index, pictures);
    pictures += reads.imageIds.length;
    const rescoring = await openRescoring(directory, index, reads);
    const known = await knownLabelMs(index);
    const bruteForce = await bruteForceS(rescoring, count);
    const found: WordFigures[] = [];
    let both: WordFigures | undefined;
    const memory = await peakMemoryOf(async () => {
      await measureWord({ index, scanner, rescoring }, [0]); // threads are started
      for (const word of ALL_WORDS.keys()) {
        progress(`word ${word + 1} of ${ALL_WORDS.length}`);
        found.push(await measureWord({ index, scanner, rescoring }, [word]));
      }
      both = await measureWord({ index, scanner, rescoring }, [0, 4]);
    });
    await rescoring.close();
    const first = median(found.map(({ firstMs }) => firstMs)) / 1000;
    const firstPage = named("new word, first page, p50", first, "s");
    const limit = LIMITS_S[count];
    return [
      targeted(`${column}: known label, first page, p50`, known, "ms", ["<=", 20]),
      limit === undefined ? firstPage : targeted(firstPage.name, first, "s", ["<=", limit]),
      named("… of it the scan of sketches", median(found.map(({ scanMs }) => scanMs)) / 1000, "s"),
      named("two new words, all, first page", both!.firstMs / 1000, "s"),
      ...(Object.keys(WORDS) as Frequency[]).flatMap((frequency) => {
        const own = found.filter((_, word) => ALL_WORDS[word]!.frequency === frequency);
        return figuresOfFrequency(`${column}: new word ${frequency}, `, own, count);
      }),
      named("brute force over regions", bruteForce, "s"),
      ...(await wholeImageFigures(index, named)),
      named("index", (index.files.sketchBytes * count) / 1e9, "GB"),
      ...(await indexingSpeed(place, index, reads.imageIds, named)),
      targeted(`${column}: memory of searches, most`, memory / MB, "MB", ["<=", 1000]),
    ];
  } finally {
    await Promise.all([scanner.close(), index.close()]);
    await rm(directory, { recursive: true, force: true });
  }
}

function figuresOfFrequency(row: string, own: readonly WordFigures[], count: number): Figure[] {
  const share = (of: (figures: WordFigures) => boolean) => own.filter(of).length / own.length;
  const least = Math.min(...own.map(({ recall }) => recall));
  const needed = median(own.map((figures) => figures.needed));
  const reach = median(own.map((figures) => figures.reach));
  const computed = share(({ isProvenComputed }) => isProvenComputed);
  return [
    targeted(`${row}of the true first ${PAGE} on the first page, least`, least, "", [">=", 0.99]),
    { name: `${row}scored by estimate until 0.99 are found`, value: reach, unit: "images" },
    {
      name: `${row}first page proven at once`,
      value: share(({ isProvenAtOnce }) => isProvenAtOnce),
      unit: "of words",
    },
    {
      ...{ name: `${row}proven after`, value: median(own.map(({ provenMs }) => provenMs)) / 1000, unit: "s" },
      ...(computed > 0 && { note: "computed" }),
    },
    { name: `${row}scored from regions for the proof`, value: (100 * needed) / count, unit: "%" },
  ];
}

/** All images scored for a word, computed from what some take. */
async function bruteForceS(rescoring: Rescoring, count: number): Promise<number> {
  progress("brute force over regions");
  const [begun, made] = [performance.now(), rescoring.madeMs()];
  for (let from = 0; from < BRUTE_FORCE_IMAGES; from += 64)
    await rescoring.scores(
      [0],
      Array.from({ length: 64 }, (_, i) => from + i),
    );
  const ms = performance.now() - begun - (rescoring.madeMs() - made);
  return ((ms / BRUTE_FORCE_IMAGES) * count) / 1000;
}
