import path from "node:path";
import type { ScoreModel } from "../../src/inference/stages/score-model";
import { scoreOnLane } from "../../src/inference/stages/score-on-lane";
import type { ScoreTasks } from "../../src/inference/stages/score-tasks";
import { scoreGraph } from "../../src/model/families/score-layers";
import { writeOnnxModel } from "../../src/onnx/write/write-onnx-model";
import { createLane } from "../../src/threads/lane";
import { CELLS, TOP_REGIONS } from "./made/made-images";
import { REGION_SIZE } from "./made/made-spectrum";
import { classifierOf, type MadeIndex } from "./made/make-index";
import type { RegionReads } from "./region-reads";

/** The exact step of a search of made images: their regions read, and scored on the score lane by a model's own graph. */
export interface Rescoring {
  /** The scores [n, T] of images for some words, by their places among all. */
  scores(words: readonly number[], images: readonly number[]): Promise<Float32Array>;
  /** What making regions again took so far, which no search would. */
  madeMs(): number;
  close(): Promise<void>;
}

export async function openRescoring(
  directory: string,
  index: MadeIndex,
  reads: Pick<RegionReads, "read">,
): Promise<Rescoring> {
  const graph = scoreGraph(
    "bench",
    { count: CELLS, regionSize: REGION_SIZE, topRegions: TOP_REGIONS },
    { maps: false },
  );
  const readParameter = () => {
    throw new Error("a score graph has no parameters");
  };
  await writeOnnxModel({ graph, directory, stem: "score", readParameter });
  const file = path.join(directory, "score.onnx");
  const model: ScoreModel = {
    key: "bench",
    runtime: { provider: "cpu", threads: 1 },
    ...{ positions: CELLS, rows: CELLS, share: null, regionSize: REGION_SIZE },
    labels: { from: "text", size: REGION_SIZE, scale: 1, bias: 0 }, // a vector is the classifier itself
    ...{ scoreFile: file, mapsFile: file },
  };
  const lane = createLane<ScoreTasks>(
    "score",
    path.join(__dirname, "../../src/inference/stages/score-worker"),
  );
  let madeMs = 0;
  return {
    async scores(words, images) {
      const begun = performance.now();
      const regions = await index.regions(images);
      madeMs += performance.now() - begun;
      await reads.read(images.length);
      const vectors = new Float32Array(words.length * REGION_SIZE);
      for (const [row, word] of words.entries()) vectors.set(classifierOf(index, word), row * REGION_SIZE);
      const vocabulary = { key: words.join(" "), count: words.length, vectors };
      const { logits } = await scoreOnLane(lane, model, vocabulary, images.length, [regions]);
      return logits;
    },
    madeMs: () => madeMs,
    close: () => lane.close(),
  };
}
