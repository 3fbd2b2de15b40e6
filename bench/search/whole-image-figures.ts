import os from "node:os";
import { median } from "../figures/median";
import type { Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { recallOf } from "./best-of";
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
  const times: number[] = [];
  for (const word of ALL_WORDS.keys()) {
    const begun = performance.now();
    const found = others.search(classifierOf(index, word), PAGE);
    times.push(performance.now() - begun);
    recalls.push(recallOf(found, index.truth[word]!, PAGE));
  }
  return [
    { ...named("whole images by HNSW, first page, p50", median(times), "ms"), note: others.setting },
    named(
      `… of the true first ${PAGE}, mean`,
      recalls.reduce((sum, each) => sum + each, 0) / recalls.length,
      "",
    ),
    named("… taken in", others.imagesPerSecond, "images/s"),
  ];
}
