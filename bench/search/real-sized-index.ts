import os from "node:os";
import { createScanner } from "../../src/search/scan/scanner";
import type { TermBounds } from "../../src/search/term-bounds";
import { progress } from "../runner/progress";
import { TOP_REGIONS } from "./made/made-images";
import type { MadeFrom } from "./made/made-tables";
import { ALL_WORDS } from "./made/made-words";
import { makeIndex } from "./made/make-index";
import { projectedWord } from "./measure-word";
import { openRescoring } from "./rescore-made";

const AT_ONCE = 256;

/** What a search knows of made images of real sizes, and what is true of them, by word. */
export interface RealSizedIndex {
  /** From sketches, by the scan that searches use. */
  readonly bounds: readonly TermBounds[];
  /** Of all images, by the score graph of a model, in ONNX Runtime. */
  readonly scores: readonly Float32Array[]; // [count] each
}

export async function makeRealSizedIndex(
  directory: string,
  count: number,
  of: MadeFrom,
): Promise<RealSizedIndex> {
  progress(`making an index of ${count} images`);
  const index = await makeIndex(directory, count, of);
  const scanner = createScanner({ threads: os.availableParallelism() });
  const rescoring = await openRescoring(directory, index, { read: async () => undefined });
  try {
    const words = [...ALL_WORDS.keys()];
    const terms = words.map((word) => projectedWord(index, word));
    const rule = { topRegions: TOP_REGIONS, share: null, bias: 0 };
    const bounds = await scanner.scan(index.files, index.layout, terms, rule);
    progress("scoring all of them from their regions");
    const scores = words.map(() => new Float32Array(count));
    for (let from = 0; from < count; from += AT_ONCE) {
      const images = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => from + i);
      const rows = await rescoring.scores(words, images); // [n, words]
      for (const [word, column] of scores.entries())
        for (const [i, image] of images.entries()) column[image] = rows[i * words.length + word]!;
    }
    return { bounds, scores };
  } finally {
    await Promise.all([rescoring.close(), scanner.close(), index.close()]);
  }
}
