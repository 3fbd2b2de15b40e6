import { writeFile } from "node:fs/promises";
import path from "node:path";
import { bellOf, type RandomStream, randomStream } from "../../src/datasets/scenes/random";
import { createScanner } from "../../src/search/scan/scanner";
import { type Basis, identityBasis } from "../../src/search/sketch/basis";
import { learnBasis } from "../../src/search/sketch/learn-basis";
import { projectClassifier } from "../../src/search/sketch/project-classifier";
import { sketchLayout, sketchPlaces } from "../../src/search/sketch/sketch-layout";
import { sketchRegionsOf } from "../../src/search/sketch/sketch-regions";
import type { TermBounds } from "../../src/search/term-bounds";
import { fromFloat16, toFloat16 } from "../../src/tensor/float16";
import { directoryPerTest } from "../helpers/files/directory-per-test";
import { followRanking } from "../helpers/search/follow-ranking";
import { randomIndex } from "../helpers/search/random-index";
import { withScoreOf } from "../helpers/search/score-by-model";

const IMAGES = 150;
const POSITIONS = 9;
const SIZE = 96; // of which a sketch keeps 64 numbers
const LABELS = 6;
const QUERIES = 25;

describe("a search of sketches", () => {
  const directory = directoryPerTest();
  const scanner = createScanner({ threads: 1 });
  afterAll(() => scanner.close());

  it.each([
    ["the best region alone", "identity", { topRegions: 1, share: null, bias: 0 }],
    ["the mean of some regions", "learned", { topRegions: 4, share: null, bias: -10 }],
    ["regions beside a row of the whole", "learned", { topRegions: 2, share: 0.3, bias: 1.5 }],
  ] as const)(
    "finds what a model scores by %s, in the order of its scores (%s basis)",
    async (_, kind, rule) => {
      const random = randomStream(rule.topRegions);
      const layout = sketchLayout({ rows: POSITIONS, whole: rule.share !== null, regionSize: SIZE });
      const rows = rule.share === null ? POSITIONS : POSITIONS + 1;
      const regions = randomRegions(random, IMAGES * rows);
      const classifiers = Float32Array.from({ length: LABELS * SIZE }, () => bellOf(random.key()));
      const basis = kind === "identity" ? identityBasis(layout) : learnedFrom(layout, regions);

      const { bytes } = sketchPlaces(layout);
      const sketches = new Uint8Array(IMAGES * bytes);
      const sketch = sketchRegionsOf(layout, basis);
      for (let image = 0; image < IMAGES; image++) {
        const own = regions.subarray(image * rows * SIZE, (image + 1) * rows * SIZE);
        sketch(own, times(own, basis.ofRegions), sketches.subarray(image * bytes, (image + 1) * bytes));
      }
      const sketchPath = path.join(directory(), "sketches.bin");
      await writeFile(sketchPath, sketches);
      const terms = byLabel((label) =>
        projectClassifier(basis, classifiers.subarray(label * SIZE, (label + 1) * SIZE)),
      );
      const bounds = await scanner.scan({ count: IMAGES, sketchPath }, layout, terms, rule);

      const sizes = { positions: POSITIONS, regionSize: SIZE, ...rule };
      const logits = await withScoreOf(sizes, (score) => score(regions, classifiers));
      const scores = logits.map((logit) => logit + rule.bias); // float32, as a model adds it
      for (let number = 0; number < QUERIES; number++) {
        const index = searchOf(random, bounds, (image, label) => scores[image * LABELS + label]!);
        await followRanking(index, randomStream(number));
      }
    },
  );
});

const byLabel = <T>(make: (label: number) => T): T[] =>
  Array.from({ length: LABELS }, (_, label) => make(label));

/** Rows that mostly lie in few directions, as those of models do, and a few equal images. */
function randomRegions(random: RandomStream, rows: number): Float32Array {
  const values = Float32Array.from(
    { length: rows * SIZE },
    (_, i) => bellOf(random.key()) / (1 + (i % SIZE)),
  );
  values.copyWithin(values.length >> 1, 0, values.length >> 3);
  return fromFloat16(toFloat16(values));
}

function learnedFrom(layout: Parameters<typeof learnBasis>[0], regions: Float32Array): Basis {
  const center = new Float32Array(SIZE).fill(0.01);
  const covariance = new Float32Array(SIZE * SIZE);
  for (let start = 0; start < regions.length; start += SIZE)
    for (let i = 0; i < SIZE; i++)
      for (let j = 0; j < SIZE; j++) covariance[i * SIZE + j]! += regions[start + i]! * regions[start + j]!;
  return learnBasis(layout, { center, covariance, classifiers: null });
}

/** [n, R] x [R, R], in float32. */
function times(rows: Float32Array, matrix: Float32Array | null): Float32Array {
  if (matrix === null) return rows;
  const product = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += SIZE)
    for (let i = 0; i < SIZE; i++)
      for (let j = 0; j < SIZE; j++) product[start + j]! += rows[start + i]! * matrix[i * SIZE + j]!;
  return product;
}

/** A random query of labels of the index, whose probabilities lie about the scores of some images. */
function searchOf(
  random: RandomStream,
  bounds: readonly TermBounds[],
  scoreOf: (image: number, label: number) => number,
): Parameters<typeof followRanking>[0] {
  const { query } = randomIndex(random);
  const labels = Array.from({ length: query.terms }, () => Math.floor(random.between(0, LABELS)));
  const images = Array.from({ length: IMAGES }, (_, image) => image);
  const lines = query.lines.map((line, term) => {
    const middle = scoreOf(Math.floor(random.between(0, IMAGES)), labels[term]!);
    return line && { slope: line.slope, offset: line.offset - line.slope * middle };
  });
  return {
    query: { ...query, lines },
    scores: images.map((image) => labels.map((label) => scoreOf(image, label))),
    bounds: labels.map((label) => bounds[label]!),
    allowed: images.map(() => true),
    absent: images.map(() => new Set()),
    hasAccept: false,
    accepted: images.map(() => true),
  };
}
