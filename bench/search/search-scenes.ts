import { sceneLabels } from "../../src/datasets/scenes/combinations";
import type { Benchmark, Figure } from "../runner/benchmark";
import { progress } from "../runner/progress";
import { type FoundScene, findLabel } from "./scenes/find-label";
import { type ScenesService, startScenes } from "./scenes/start-scenes";

const PICTURES = 2000;
const FIRST = 20;
const CUT = 0.8;
/** Images below this probability are not asked for: there is no end of them. */
const LEAST = 0.05;
const BINS = [LEAST, 0.2, 0.4, 0.6, CUT, 0.95, 1];

/** How right what a person finds among drawn scenes is, and what its probability is worth. */
export const searchScenes: Benchmark = {
  name: "search-scenes",
  about: `drawn scenes found by the shipped model, ${PICTURES} that it was neither trained nor calibrated on: what is right of the first ${FIRST} and above probability ${CUT}`,
  async run() {
    const scenes = await startScenes(PICTURES);
    try {
      const figures: Figure[] = [];
      for (const isOfVocabulary of [true, false])
        for (const isSeen of [true, false])
          figures.push(...(await figuresOf(scenes, { isOfVocabulary, isSeen })));
      return figures;
    } finally {
      await scenes.stop();
    }
  },
};

async function figuresOf(
  scenes: ScenesService,
  { isOfVocabulary, isSeen }: { readonly isOfVocabulary: boolean; readonly isSeen: boolean },
): Promise<Figure[]> {
  const column = `${isSeen ? "seen" : "unseen"} labels, ${isOfVocabulary ? "of the vocabulary" : "as free words"}`;
  const labels = sceneLabels().flatMap(({ label, seen }) => (seen === isSeen ? [label] : []));
  progress(`${labels.length} ${column}`);
  const precisions: number[] = [];
  const found: FoundScene[] = [];
  let shown = 0;
  for (const label of labels) {
    const first = await findLabel(scenes, label, { atLeast: null, isOfVocabulary });
    const present = [...scenes.shown.values()].filter((ofImage) => ofImage.has(label)).length;
    shown += present;
    precisions.push(shareOfRight(first.slice(0, FIRST)));
    found.push(...(await findLabel(scenes, label, { atLeast: LEAST, isOfVocabulary })));
  }
  const above = found.filter(({ probability }) => probability >= CUT);
  const figure = (name: string, value: number, unit = ""): Figure => ({
    name: `${column}: ${name}`,
    value,
    unit,
  });
  return [
    figure("labels", labels.length),
    figure("pictures with a label, mean", shown / labels.length),
    figure(`right of the first ${FIRST}`, mean(precisions)),
    figure(`found at probability ${CUT} or above, a label`, above.length / labels.length, "pictures"),
    figure("… right of them", shareOfRight(above)),
    figure("… as many as stated", mean(above.map(({ probability }) => probability))),
    figure("… of all that are there", above.filter(({ isRight }) => isRight).length / shown),
    figure(`error of the probability from ${LEAST} on`, expectedError(found)),
    ...bins(found).map(({ from, to, hits }) => ({
      ...figure(`stated ${from} to ${to}: right`, shareOfRight(hits)),
      note: `${hits.length} pictures, ${mean(hits.map(({ probability }) => probability)).toFixed(2)} stated`,
    })),
  ];
}

/** The distance of the stated share from the true one, averaged over the bins by their pictures. */
function expectedError(found: readonly FoundScene[]): number {
  const apart = bins(found).map(
    ({ hits }) =>
      hits.length * Math.abs(mean(hits.map(({ probability }) => probability)) - shareOfRight(hits)),
  );
  return apart.reduce((sum, each) => sum + each, 0) / found.length;
}

function bins(found: readonly FoundScene[]) {
  return BINS.slice(0, -1).flatMap((from, i) => {
    const to = BINS[i + 1]!;
    const hits = found.filter(({ probability }) => probability >= from && (probability < to || to === 1));
    return hits.length === 0 ? [] : [{ from, to, hits }];
  });
}

const shareOfRight = (found: readonly FoundScene[]) => mean(found.map(({ isRight }) => Number(isRight)));

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
