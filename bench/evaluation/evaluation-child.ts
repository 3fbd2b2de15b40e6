import { classAveragePrecisions } from "../../src/evaluation/metrics/class-average-precisions";
import { countAtK, pooledCounts, retrieval } from "../../src/evaluation/metrics/retrieval-at-k";
import { evaluate } from "../../src/evaluation/report/evaluate";
import { resample } from "../../src/evaluation/resampling/resample";
import { EvaluationAccumulator } from "../../src/evaluation/scores/accumulator";
import { sectionData } from "../../src/evaluation/scores/evaluation-data";
import type { SparseLabels } from "../../src/evaluation/scores/labels";
import { type EvaluationPlan, planEvaluation } from "../../src/evaluation/scores/plan";
import { protocols } from "../../src/evaluation/scores/protocols";
import { answerParent } from "../runner/child";

export type EvaluationTask = "nus-wide-gzsl" | "nus-wide-report" | "open-images" | "open-images-as-published";

/** Time of the metrics, scores being made meanwhile left out; and the memory added to the loaded program's. */
export interface EvaluationUse {
  readonly ms: number;
  readonly resamplingMs: number;
  readonly bytes: number;
}

const CHUNK = 1000;
const NUS_WIDE_IMAGES = 107_859;
const OPEN_IMAGES = 125_436;
const LABELS_PER_IMAGE = 9;
const KNOWN_PER_IMAGE = 13;

answerParent(async ({ task }: { task: EvaluationTask }): Promise<EvaluationUse> => {
  const loaded = process.memoryUsage().rss;
  const clock = stopwatch();
  let resamplingMs = 0;
  if (task === "nus-wide-gzsl" || task === "nus-wide-report") {
    const data = nusWide(task === "nus-wide-gzsl", clock.time);
    if (task === "nus-wide-gzsl") clock.time(() => gzslMetrics(data));
    else {
      clock.time(() => evaluate(data));
      const begun = performance.now();
      const [gzsl, lists] = [data.plan.sections[1]!, data.sections[1]!];
      resample({ ...data, plan: { ...data.plan, sections: [gzsl] }, sections: [lists] }, 200, 1);
      resamplingMs = performance.now() - begun;
    }
  } else {
    const data = openImages(protocols[task], clock.time);
    clock.time(() => evaluate(data));
  }
  const peak = process.resourceUsage().maxRSS * 1024;
  return { ms: clock.ms(), resamplingMs, bytes: peak - loaded };
});

type Time = <T>(work: () => T) => T;

function stopwatch() {
  let ms = 0;
  const time: Time = (work) => {
    const begun = performance.now();
    const result = work();
    ms += performance.now() - begun;
    return result;
  };
  return { time, ms: () => ms };
}

function nusWide(gzslAlone: boolean, time: Time) {
  const protocol = protocols["nus-wide"];
  const { seen, unseen } = protocol.columns!;
  const sections = protocol.sections.filter(({ name }) => !gzslAlone || name === "GZSL");
  const plan = planEvaluation({ ...protocol, sections }, columns(seen, seen + unseen));
  const accumulator = new EvaluationAccumulator(plan);
  const scores = new Float32Array(CHUNK * (seen + unseen));
  eachChunk(NUS_WIDE_IMAGES, (images, draw) => {
    const part = scores.subarray(0, images * plan.seen.length);
    for (let place = 0; place < part.length; place++) part[place] = draw() + draw() + draw();
    const labels = drawLabels(images, plan.seen.length, LABELS_PER_IMAGE, draw);
    time(() => accumulator.add(part, { ...labels, values: labels.values.fill(1), others: -1 }));
  });
  return time(() => accumulator.data());
}

function gzslMetrics(data: ReturnType<typeof nusWide>) {
  const section = sectionData(data, 0);
  const { classes, ks } = section.plan;
  const averagePrecisions = classAveragePrecisions(data, section, classes);
  return [averagePrecisions, ks.map((k) => retrieval(pooledCounts(countAtK(data, section, k), classes), 0))];
}

function openImages(protocol: (typeof protocols)["open-images"], time: Time) {
  const { seen, unseen } = protocol.columns!;
  const every = { starts: Uint32Array.of(0, seen + unseen), others: 0 as const };
  const classes = Uint32Array.from({ length: seen + unseen }, (_, label) => label);
  const labels = [{ ...every, classes, values: new Int8Array(seen + unseen).fill(1) }];
  const plan = planEvaluation(protocol, columns(seen, seen + unseen), { labels });
  const accumulator = new EvaluationAccumulator(plan);
  eachChunk(OPEN_IMAGES, (images, draw) => {
    const known = drawLabels(images, plan.seen.length, KNOWN_PER_IMAGE, draw);
    const scores = Float32Array.from(known.classes, draw);
    const top = topOf(plan, images, draw);
    time(() => accumulator.addAnnotated({ labels: known, scores, top }));
  });
  return time(() => accumulator.data());
}

function topOf({ sections }: EvaluationPlan, images: number, draw: () => number) {
  return sections.map(({ ranked, listLength }) => {
    const length = images * listLength;
    const first = () => Math.floor(draw() * (ranked.length - listLength));
    const lists = Array.from({ length: images }, first);
    const classes = Uint32Array.from({ length }, (_, place) => {
      const list = Math.floor(place / listLength);
      return ranked[lists[list]! + (place % listLength)]!;
    });
    return { classes, scores: Float32Array.from({ length }, (_, place) => -place) };
  });
}

const columns = (seen: number, all: number) => Array.from({ length: all }, (_, column) => column < seen);

function eachChunk(images: number, visit: (images: number, draw: () => number) => void): void {
  let state = 1;
  const draw = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let first = 0; first < images; first += CHUNK) visit(Math.min(CHUNK, images - first), draw);
}

function drawLabels(images: number, classes: number, each: number, draw: () => number): SparseLabels {
  const starts = new Uint32Array(images + 1);
  const listed: number[] = [];
  for (let image = 0; image < images; image++) {
    const drawn = new Set(Array.from({ length: each }, () => Math.floor(draw() * classes)));
    listed.push(...[...drawn].sort((a, b) => a - b));
    starts[image + 1] = listed.length;
  }
  const values = Int8Array.from(listed, () => (draw() < 0.6 ? 1 : -1));
  return { starts, classes: Uint32Array.from(listed), values, others: 0 };
}
