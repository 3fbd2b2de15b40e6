import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createScanner } from "../../src/search/scan/scanner";
import type { TermBounds } from "../../src/search/term-bounds";
import { median, medianOf } from "../figures/median";
import { type Benchmark, type Figure, targeted } from "../runner/benchmark";
import { progress } from "../runner/progress";
import type { Workplace } from "../workplace";
import { recallOf } from "./best-of";
import { REGION_SIZE } from "./made/made-spectrum";
import { ALL_WORDS, type Frequency, WORDS } from "./made/made-words";
import { type MadeIndex, MOST_MEANS, makeIndex } from "./made/make-index";
import { measureWord, PAGE, rankingOf, type WordFigures } from "./measure-word";
import { peakMemoryOf } from "./peak-memory";
import { storeRegions } from "./region-reads";
import { openRescoring, type Rescoring } from "./rescore-made";
import { buildWholeImageSearch } from "./whole-image-search";

const SEED = 1;
const REPEATS = 25;
const BRUTE_FORCE_IMAGES = 1024;
const MB = 1e6;
/** From how many images on the limits of a new word are held to. */
const LIMITS_S: Readonly<Record<number, number>> = { 100000: 1, 1000000: 6 };
let pictures = 3_000_000;

/** Searches over indexes of made images of these sizes. */
export const search = (sizes: readonly number[]): Benchmark => ({
  name: "search",
  about:
    "found among made images: labels with known scores, new words, their proof, the index, and others' ways (--images N,…)",
  async run(place) {
    const figures: Figure[] = [];
    for (const size of sizes) figures.push(...(await figuresOf(place, size)));
    return figures;
  },
});

async function figuresOf(place: Workplace, count: number): Promise<Figure[]> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-bench-search-"));
  progress(`making an index of ${count} images`);
  const begun = performance.now();
  const index = await makeIndex(directory, count, SEED);
  const madeS = (performance.now() - begun) / 1000;
  const scanner = createScanner({ threads: os.availableParallelism() });
  const reads = await storeRegions(place, index, pictures);
  pictures += 10_000;
  const rescoring = await openRescoring(directory, index, reads);
  const column = `${count.toLocaleString("en")} images`;
  const figure = (name: string, value: number, unit: string): Figure => ({
    name: `${column}: ${name}`,
    value,
    unit,
  });
  const known = await knownFigures(index);
  const searched = { index, scanner, rescoring };
  const bruteForce = await bruteForceS(rescoring, count);
  const found = new Map<number, WordFigures>();
  let pair: WordFigures | undefined;
  const memory = await peakMemoryOf(async () => {
    await measureWord(searched, [0]); // threads are started
    for (const word of ALL_WORDS.keys()) {
      progress(`word ${word + 1} of ${ALL_WORDS.length}`);
      found.set(word, await measureWord(searched, [word]));
    }
    pair = await measureWord(searched, [0, 4]);
  });
  const all = [...found.values()];
  const first = median(all.map(({ firstMs }) => firstMs)) / 1000;
  const limit = LIMITS_S[count];
  const firstName = `${column}: new word, first page, p50`;
  const result = [
    targeted(`${column}: known label, first page, p50`, known, "ms", ["<=", 20]),
    limit ? targeted(firstName, first, "s", ["<=", limit]) : figure("new word, first page, p50", first, "s"),
    figure("… of it the scan", median(all.map(({ scanMs }) => scanMs)) / 1000, "s"),
    figure("two new words, all, first page", pair!.firstMs / 1000, "s"),
    ...(Object.keys(WORDS) as Frequency[]).flatMap((frequency) =>
      figuresOfFrequency(column, frequency, found, count),
    ),
    figure("index, an image", index.files.sketchBytes, "bytes"),
    figure("index", (index.files.sketchBytes * count) / 1e9, "GB"),
    figure("made, sketched and stored", count / madeS, "images/s"),
    targeted(`${column}: memory of searches, most`, memory / MB, "MB", ["<=", 1000]),
    figure("brute force over regions", bruteForce, "s"),
    ...(await wholeImageFigures(index, figure)),
  ];
  await Promise.all([rescoring.close(), scanner.close(), index.close()]);
  await rm(directory, { recursive: true, force: true });
  return result;
}

function figuresOfFrequency(
  column: string,
  frequency: Frequency,
  found: ReadonlyMap<number, WordFigures>,
  count: number,
): Figure[] {
  const own = [...found].flatMap(([word, figures]) =>
    ALL_WORDS[word]!.frequency === frequency ? [figures] : [],
  );
  const row = (name: string) => `${column}: new word ${frequency}, ${name}`;
  const computed = own.filter(({ isProvenComputed }) => isProvenComputed).length;
  const note = computed === 0 ? {} : { note: `${computed} of ${own.length} computed` };
  const atOnce = own.filter(({ isProvenAtOnce }) => isProvenAtOnce).length;
  return [
    targeted(
      row(`of the true first ${PAGE} on the first page, least`),
      Math.min(...own.map(({ recall }) => recall)),
      "",
      [">=", 0.99],
    ),
    { name: row("proven at once"), value: atOnce / own.length, unit: "of words" },
    {
      name: row("proven after"),
      value: median(own.map(({ provenMs }) => provenMs)) / 1000,
      unit: "s",
      ...note,
    },
    {
      name: row("scored from regions for the proof"),
      value: (100 * median(own.map(({ needed }) => needed))) / count,
      unit: "%",
    },
  ];
}

/** Milliseconds from a label of an indexed vocabulary to its first page; each time another label. */
async function knownFigures({ columns }: MadeIndex): Promise<number> {
  let word = 0;
  const none = () => Promise.reject(new Error("every score is known"));
  return medianOf(REPEATS, async () => {
    const scores = await columns.column(word++ % ALL_WORDS.length);
    const bounds: TermBounds = { upper: scores, lower: scores, estimate: scores };
    const ranking = rankingOf([bounds], none);
    await ranking.estimate(PAGE, { budget: 0 });
    if (!ranking.page(null, PAGE).isExact) throw new Error("known scores give a page that is not exact");
  });
}

async function bruteForceS(rescoring: Rescoring, count: number): Promise<number> {
  progress("brute force over regions");
  const numbers = Array.from({ length: BRUTE_FORCE_IMAGES }, (_, i) => i);
  const [begun, made] = [performance.now(), rescoring.madeMs()];
  for (let from = 0; from < numbers.length; from += 64)
    await rescoring.scores([0], numbers.slice(from, from + 64));
  const ms = performance.now() - begun - (rescoring.madeMs() - made);
  return ((ms / numbers.length) * count) / 1000;
}

async function wholeImageFigures(
  index: MadeIndex,
  figure: (name: string, value: number, unit: string) => Figure,
): Promise<Figure[]> {
  if (index.count > MOST_MEANS) return [];
  progress("an approximate search of whole images");
  const others = await buildWholeImageSearch(index.means, REGION_SIZE, os.availableParallelism());
  if (!others) return [];
  const recalls: number[] = [];
  const times: number[] = [];
  for (const word of ALL_WORDS.keys()) {
    const vector = index.classifiers.slice(word * REGION_SIZE, (word + 1) * REGION_SIZE);
    const begun = performance.now();
    const found = others.search(vector, PAGE);
    times.push(performance.now() - begun);
    recalls.push(recallOf(found, index.truth[word]!, PAGE));
  }
  return [
    { ...figure("whole images by HNSW, first page, p50", median(times), "ms"), note: others.setting },
    figure(
      `… of the true first ${PAGE}, mean`,
      recalls.reduce((sum, each) => sum + each, 0) / recalls.length,
      "",
    ),
    figure("… taken in", others.imagesPerSecond, "images/s"),
    figure("… memory", others.bytes / MB, "MB"),
  ];
}
