import { gpuMemoryUsedMiB } from "../providers/gpu-memory";
import { type EncodeLayout, isWorthIt } from "../stages/encode-layout";
import type { EncodeModel } from "../stages/encode-model";
import type { EngineLanes } from "../stages/engine-lanes";
import type { ScoreModel } from "../stages/score-model";
import { scoreOnLane } from "../stages/score-on-lane";
import { type MeasuredPoint, measureLatencies } from "./measure-latencies";
import { noiseEncoder } from "./run-noise";
import { FEW_CLASSES, MANY_CLASSES, type ScoreLatencies } from "./score-latencies";
import type { ModelTiming } from "./timing-file";

/** What to measure, where, and the most images in a batch. */
interface TimingTask {
  readonly lanes: EngineLanes;
  readonly encode: EncodeModel;
  readonly score: ScoreModel;
  /** At least one, the plainest first. */
  readonly layouts: readonly EncodeLayout[];
  readonly maxScoreBatch: number;
}

/** Measures how long a model's batches take: scoring, and the encode stages in each layout that may be worth it. */
export async function timeModel(task: TimingTask): Promise<ModelTiming> {
  const score = await timeScoring(task);
  let best: { layout: EncodeLayout; encode: MeasuredPoint[]; imagesPerSecond: number } | null = null;
  for (const layout of task.layouts) {
    const encode = await timeEncoding(task.lanes, { ...task.encode, layout }).catch((error: unknown) => {
      // What does not run in one layout, such as float16 on a small GPU, may run in another.
      if (best === null) throw error;
      return null;
    });
    if (!encode) continue;
    const imagesPerSecond = bestRate(encode) * layout.lanes;
    if (best === null || isWorthIt(imagesPerSecond, best.imagesPerSecond))
      best = { layout, encode, imagesPerSecond };
    else if (task.encode.provider === "cpu") break; // more and more lanes gain less and less
  }
  if (best === null) throw new TypeError("there was no layout to measure");
  return { layout: best.layout, encode: best.encode, score };
}

/**
 * Sessions keep the threads of the layout that they were opened in, so each layout begins and ends with none
 * open.
 */
async function timeEncoding(lanes: EngineLanes, model: EncodeModel): Promise<MeasuredPoint[]> {
  const [gpu] = model.provider === "cpu" ? [] : model.gpus;
  const memory = gpu === undefined ? undefined : () => gpuMemoryUsedMiB(gpu);
  const closeAll = async () => {
    for (let lane = 0; lane < model.layout.lanes; lane++)
      await lanes.encode.at(lane).call("closeAll", () => ({ value: null, transfer: [] }));
  };
  await closeAll();
  return measureLatencies(noiseEncoder(lanes, model), model.maxBatch, memory).finally(closeAll);
}

async function timeScoring({ lanes, score, maxScoreBatch }: TimingTask): Promise<ScoreLatencies> {
  const { rows, regionSize, labels } = score;
  const measure = (classes: number) => {
    const vectors = new Float32Array(classes * labels.size).fill(1);
    const vocabulary = { key: `timing-${classes}`, count: classes, vectors };
    return measureLatencies(
      (images) =>
        scoreOnLane(
          lanes.score,
          score,
          vocabulary,
          images,
          () => new Uint16Array(images * rows * regionSize),
        ),
      maxScoreBatch,
    );
  };
  return { few: await measure(FEW_CLASSES), many: await measure(MANY_CLASSES) };
}

function bestRate(points: readonly MeasuredPoint[]): number {
  return Math.max(...points.map(({ size, ms }) => (1000 * size) / ms));
}
