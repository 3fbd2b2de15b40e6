import { capFrom, latencyFrom } from "../../batcher/latency-table";
import { gpuMemoryUsedMiB } from "../providers/gpu-memory";
import { type EncodeLayout, isWorthIt } from "../stages/encode-layout";
import { type EncodeModel, segmentsOf } from "../stages/encode-model";
import type { EngineLanes } from "../stages/engine-lanes";
import type { ScoreModel } from "../stages/score-model";
import { scoreOnLane } from "../stages/score-on-lane";
import { measureLatencies } from "./measure-latencies";
import { noiseOf, wideNoiseOf } from "./run-noise";
import { FEW_CLASSES, MANY_CLASSES, type ScoreLatencies } from "./score-latencies";
import { MAX_MEMORY_BATCH, type SegmentTiming } from "./segment-timing";
import type { ModelTiming } from "./timing-file";

/** What to measure, where, and the most images in a batch. */
interface TimingTask {
  readonly lanes: EngineLanes;
  readonly encode: EncodeModel;
  readonly score: ScoreModel;
  /** At least one, those to be preferred first. */
  readonly layouts: readonly EncodeLayout[];
  readonly maxScoreBatch: number;
}

/** Measures how long a model's batches take: scoring, and the encode stages in each layout that may be worth it. */
export async function timeModel(task: TimingTask): Promise<ModelTiming> {
  const score = await timeScoring(task);
  let best: { layout: EncodeLayout; segments: SegmentTiming[]; imagesPerSecond: number } | null = null;
  let given: EncodeLayout | null = null;
  let failure: unknown = new TypeError("there was no layout to measure");
  for (const layout of task.layouts) {
    // On the CPU more and more lanes gain less and less.
    if (given && task.encode.provider === "cpu" && given.memoryThreads === layout.memoryThreads) continue;
    const segments = await timeEncoding(task.lanes, { ...task.encode, layout }).catch((error: unknown) => {
      // What does not run in one layout, such as many lanes where memory is short, may run in another.
      failure = error;
      return null;
    });
    if (!segments) continue;
    const imagesPerSecond = rateOf(layout, segments);
    if (best === null || isWorthIt(imagesPerSecond, best.imagesPerSecond))
      best = { layout, segments, imagesPerSecond };
    else if (layout.lanes > 1) given = layout;
  }
  if (best === null) throw failure;
  const { layout, segments } = best;
  return { layout, segments: await addWide(task.lanes, { ...task.encode, layout }, segments), score };
}

/**
 * Images a second when all lanes work. The lane for what is bound by memory takes its threads from the same cores, and
 * cannot do more than it does alone.
 */
function rateOf({ lanes, threads, memoryThreads }: EncodeLayout, segments: readonly SegmentTiming[]): number {
  let sumMs = 0;
  let leastMs = 0;
  for (const { bound, points } of segments) {
    const size = capFrom(points);
    const ms = latencyFrom(points)(size) / size;
    sumMs += bound === "memory" ? (ms * (memoryThreads ?? 1)) / (lanes * threads) : ms / lanes;
    if (bound === "memory") leastMs = ms;
  }
  return 1000 / Math.max(sumMs, leastMs);
}

/** Each layout begins and ends with no session open, so that none holds memory that another needs. */
async function timeEncoding({ encode: lanes }: EngineLanes, model: EncodeModel): Promise<SegmentTiming[]> {
  const [gpu] = model.provider === "cpu" ? [] : model.gpus;
  const memory = gpu === undefined ? undefined : () => gpuMemoryUsedMiB(gpu);
  const closeAll = async () => {
    for (const lane of lanes.all()) await lane.call("closeAll", () => ({ value: null, transfer: [] }));
  };
  await closeAll();
  const timings: SegmentTiming[] = [];
  try {
    for (const segment of segmentsOf(model)) {
      const most = segment.bound === "memory" ? MAX_MEMORY_BATCH : model.maxBatch;
      const points = await measureLatencies(noiseOf(lanes, model, segment), most, memory);
      timings.push({ bound: segment.bound, points, wideMs: null });
    }
    return timings;
  } finally {
    await closeAll();
  }
}

/** Adds how long an image takes that is alone, where that is worth it. */
async function addWide(
  { encode: lanes }: EngineLanes,
  model: EncodeModel,
  segments: readonly SegmentTiming[],
): Promise<SegmentTiming[]> {
  const { provider, layout } = model;
  if (provider !== "cpu" || layout.lanes === 1) return [...segments];
  const added: SegmentTiming[] = [];
  for (const segment of segmentsOf(model)) {
    const timing = segments[segment.place]!;
    const run = wideNoiseOf(lanes, model, segment);
    const wide = timing.bound === "memory" ? [] : await measureLatencies(run, 1);
    const [{ ms } = { ms: Number.POSITIVE_INFINITY }] = wide;
    added.push({ ...timing, wideMs: isWorthIt(1 / ms, 1 / timing.points[0]!.ms) ? ms : null });
  }
  return added;
}

async function timeScoring({ lanes, score, maxScoreBatch }: TimingTask): Promise<ScoreLatencies> {
  const { rows, regionSize, labels } = score;
  const measure = (classes: number) => {
    const vectors = new Float32Array(classes * labels.size).fill(1);
    const vocabulary = { key: `timing-${classes}`, count: classes, vectors };
    const regions = new Uint16Array(new SharedArrayBuffer(2 * rows * regionSize));
    return measureLatencies(
      (images) => scoreOnLane(lanes.score, score, vocabulary, images, new Array(images).fill(regions)),
      maxScoreBatch,
    );
  };
  return { few: await measure(FEW_CLASSES), many: await measure(MANY_CLASSES) };
}
