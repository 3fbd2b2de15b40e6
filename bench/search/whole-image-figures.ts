import os from "node:os";
import { median } from "../figures/median";
import type { Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { bestOf, recallOf } from "./best-of";
import { REGION_SIZE } from "./made/made-spectrum";
import { ALL_WORDS } from "./made/made-words";
import { classifierOf, type MadeIndex, MOST_MEANS } from "./made/make-index";
import { PAGE } from "./measure-word";
import { buildWholeImageSearch } from "./whole-image-search";

/** What an approximate search by one vector an image takes, the mean of its regions, and how much of the truth it finds. */
export async function wholeImageFigures(
  index: MadeIndex,
  named: (name: string, value: number, unit: string) => Figure,
): Promise<Figure[]> {
  if (index.count > MOST_MEANS) return [];
  progress("an approximate search of whole images");
  const others = await buildWholeImageSearch(index.means, REGION_SIZE, os.availableParallelism());
  if (!others) return [];
  const recalls: number[] = [];
  const exactRecalls: number[] = [];
  const times: number[] = [];
  for (const word of ALL_WORDS.keys()) {
    const begun = performance.now();
    const found = others.search(classifierOf(index, word), PAGE);
    times.push(performance.now() - begun);
    recalls.push(recallOf(found, index.truth[word]!, PAGE));
    const compared = productsWith(index.means, classifierOf(index, word));
    exactRecalls.push(recallOf(bestOf(compared, PAGE), index.truth[word]!, PAGE));
  }
  return [
    { ...named("whole images by HNSW, first page, p50", median(times), "ms"), note: others.setting },
    named(`… of the true first ${PAGE}, mean`, mean(recalls), ""),
    named(`… the same with all whole images compared`, mean(exactRecalls), ""),
    named("… taken in", others.imagesPerSecond, "images/s"),
  ];
}

/** The product of each row with a vector. */
function productsWith(rows: Float32Array, vector: Float32Array): Float32Array {
  return Float32Array.from({ length: rows.length / vector.length }, (_, row) => {
    let product = 0;
    for (let i = 0; i < vector.length; i++) product += rows[row * vector.length + i]! * vector[i]!;
    return product;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
