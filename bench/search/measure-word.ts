import { createRanking } from "../../src/search/ranking/create-ranking";
import type { Expression } from "../../src/search/ranking/ranked-query";
import type { Ranking } from "../../src/search/ranking/ranking";
import type { Scanner } from "../../src/search/scan/scanner";
import { type ProjectedTerm, projectClassifier } from "../../src/search/sketch/project-classifier";
import type { TermBounds } from "../../src/search/term-bounds";
import { bestOf, recallOf } from "./best-of";
import { TOP_REGIONS } from "./made/made-images";
import { classifierOf, type MadeIndex } from "./made/make-index";
import type { Rescoring } from "./rescore-made";

/** As many hits as the longest page has. */
export const PAGE = 100;
/** How many images are scored from their regions before a first page that is not proven, and for how long more are. */
const BUDGET = 512;
const FIRST_MS = 700;
/** A proof that needs more images is not made but computed: each image takes as long as those of the first page. */
const MOST_PROVEN = 3_000;

/** What a search by words that were never asked before took and gave. */
export interface WordFigures {
  readonly scanMs: number;
  readonly firstMs: number;
  /** Of the true first 100, the share on the first page. */
  readonly recall: number;
  readonly isProvenAtOnce: boolean;
  readonly provenMs: number;
  readonly isProvenComputed: boolean;
  /** Images that must be scored from their regions to prove the page. */
  readonly needed: number;
  /** Images that must be scored, best estimates first, until 0.99 of the true first 100 are among them. */
  readonly reach: number;
}

interface Searched {
  readonly index: MadeIndex;
  readonly scanner: Scanner;
  readonly rescoring: Rescoring;
}

/** Searches for one word, or for all of several, by their places among all words. */
export async function measureWord(searched: Searched, words: readonly number[]): Promise<WordFigures> {
  const { index, scanner, rescoring } = searched;
  const clock = clockWithout(rescoring);
  const terms = words.map((word) => projectedWord(index, word));
  const rule = { topRegions: TOP_REGIONS, share: null, bias: 0 };
  const bounds = await scanner.scan(index.files, index.layout, terms, rule);
  const scanMs = clock();
  const ranking = rankingOf(bounds, (positions) => rescoring.scores(words, positions));
  await ranking.estimate(PAGE, { budget: BUDGET, hasTime: () => clock() < FIRST_MS });
  const page = ranking.page(null, PAGE);
  const firstMs = clock();

  const truth = leastOf(words.map((word) => index.truth[word]!));
  const recall = recallOf(
    page.hits.map(({ position }) => position),
    truth,
    PAGE,
  );
  const ofBounds = { needed: neededFor(bounds, truth), reach: reachOf(bounds, truth) };
  const { needed } = ofBounds;
  if (page.isExact)
    return {
      scanMs,
      firstMs,
      recall,
      isProvenAtOnce: true,
      provenMs: firstMs,
      isProvenComputed: false,
      ...ofBounds,
    };
  const known = ranking.progress().rescored;
  const isProvenComputed = needed > MOST_PROVEN;
  const beforeProof = clock();
  if (!isProvenComputed) {
    await ranking.prove(PAGE, {});
    const proven = ranking.page(null, PAGE);
    const isRight =
      recallOf(
        proven.hits.map(({ position }) => position),
        truth,
        PAGE,
      ) === 1;
    if (!proven.isExact || !isRight) throw new Error(`the proven page for words ${words.join(" ")} is wrong`);
  }
  const provenMs = isProvenComputed
    ? firstMs + ((firstMs - scanMs) / known) * (needed - known)
    : firstMs + clock() - beforeProof;
  return { scanMs, firstMs, recall, isProvenAtOnce: false, provenMs, isProvenComputed, ...ofBounds };
}

export function projectedWord(index: MadeIndex, word: number): ProjectedTerm {
  return projectClassifier(index.basis, classifierOf(index, word));
}

/** The order of all images for the terms: of several, by the least. */
export function rankingOf(
  terms: readonly TermBounds[],
  rescore: (positions: readonly number[]) => Promise<Float32Array>,
): Ranking {
  const each = terms.map((_, term): Expression => ({ kind: "term", term }));
  return createRanking(
    {
      terms: terms.length,
      rank: each.length === 1 ? each[0]! : { kind: "all", of: each },
      ...{ cut: null, excluded: [], excludedFrom: 1, lines: terms.map(() => null) },
    },
    {
      count: terms[0]!.upper.length,
      ...{ terms, allowed: null, absent: terms.map(() => null), rescore },
    },
  );
}

/** How many images might be among the best, by what their bounds say. */
function neededFor(bounds: readonly TermBounds[], truth: Float32Array): number {
  const least = truth[bestOf(truth, PAGE).at(-1)!]!;
  const upper = leastOf(bounds.map((each) => each.upper));
  const lower = leastOf(bounds.map((each) => each.lower));
  let needed = 0;
  for (let position = 0; position < truth.length; position++) {
    const room = Math.abs(truth[position]!) * 1e-5;
    if (truth[position]! > upper[position]! + room || truth[position]! < lower[position]! - room)
      throw new Error(`the score of image ${position} is not within its bounds`);
    if (upper[position]! >= least) needed++;
  }
  return needed;
}

function reachOf(bounds: readonly TermBounds[], truth: Float32Array): number {
  const estimates = leastOf(bounds.map(({ estimate }) => estimate));
  const ofBest = Float32Array.from(bestOf(truth, PAGE), (position) => estimates[position]!).toSorted();
  const least = ofBest[Math.floor(0.01 * PAGE)]!; // one of them may be missed
  return estimates.reduce((count, estimate) => count + (estimate >= least ? 1 : 0), 0);
}

function leastOf(rows: readonly Float32Array[]): Float32Array {
  const [first, ...others] = rows as [Float32Array, ...Float32Array[]];
  return others.reduce((least, row) => least.map((value, i) => Math.min(value, row[i]!)), first);
}

/** Milliseconds since now, without what no search would do. */
function clockWithout(rescoring: Rescoring): () => number {
  const begun = performance.now();
  const made = rescoring.madeMs();
  return () => performance.now() - begun - (rescoring.madeMs() - made);
}
