import { RegionaryError } from "../../errors";
import { type EncodeLayout, isWorthIt } from "../encode/encode-layout";
import type { EngineLanes } from "../engine-queues";
import { type EncodeModel, encodeModelOn, type ScoreModel } from "../lane-tasks";
import { gpuMemoryUsedMiB } from "../providers/gpu-memory";
import { FEW_CLASSES, MANY_CLASSES, type ScoreLatencies } from "../score/score-limits";
import { scoreOnLane } from "../score/score-on-lane";
import { type Calibration, type MeasuredPoint, measureLatencies } from "./encode-timing";

/** What is to be measured, where, and with batches of at most how many images. */
export interface CalibrationTask {
  readonly lanes: EngineLanes;
  readonly encode: EncodeModel;
  readonly score: ScoreModel;
  /** At least one, the plainest first. */
  readonly layouts: readonly EncodeLayout[];
  readonly maxEncodeBatch: number;
  readonly maxScoreBatch: number;
}

/** Measures both stages of a model, and the encode stage in each layout that may be worth it. */
export async function calibrateModel(task: CalibrationTask): Promise<Calibration> {
  const score = await measureScoring(task);
  let best: { layout: EncodeLayout; encode: MeasuredPoint[]; imagesPerSecond: number } | null = null;
  for (const layout of task.layouts) {
    const model = { ...task.encode, layout };
    const encode = await measureEncoding(task, model).catch((error: unknown) => {
      // What does not run in one layout, such as float16 on a small GPU, may run in another.
      if (best === null) throw error;
      return null;
    });
    if (!encode) continue;
    const imagesPerSecond = bestRate(encode) * layout.lanes;
    if (best === null || isWorthIt(imagesPerSecond, best.imagesPerSecond)) {
      if (best) await closeSessions(task.lanes, { ...task.encode, layout: best.layout });
      best = { layout, encode, imagesPerSecond };
    } else {
      await closeSessions(task.lanes, model);
      if (task.encode.provider === "cpu") break; // ever more lanes gain ever less
    }
  }
  if (best === null) throw new TypeError("there was no layout to measure");
  return { layout: best.layout, encode: best.encode, score };
}

/**
 * Makes a function that runs batches of noise on all the lanes of a layout at once, which is what they will be
 * used for. It rejects where the regions are not finite, as a model's may be in half precision.
 */
export function noiseEncoder(lanes: EngineLanes, model: EncodeModel): (size: number) => Promise<void> {
  const { width, height } = model.input;
  const noise = Uint8Array.from({ length: height * width * 3 }, () => 256 * Math.random()); // [height, width, 3]
  const encode = async (lane: number, size: number) => {
    const results = await lanes.encode.at(lane).call("encode", () => {
      const images = new Uint8Array(size * noise.length); // [N, height, width, 3]
      for (let i = 0; i < size; i++) images.set(noise, i * noise.length);
      const value = { model: encodeModelOn(model, lane), images, count: size };
      return { value, transfer: [images.buffer] };
    });
    if (results.includes(null) && model.layout.precision === "float16")
      throw new RegionaryError("MODEL_OVERFLOW", "In half precision the model's regions are not finite.");
  };
  return async (size) => {
    await Promise.all(Array.from({ length: model.layout.lanes }, (_, lane) => encode(lane, size)));
  };
}

function measureEncoding({ lanes, maxEncodeBatch }: CalibrationTask, model: EncodeModel) {
  const [gpu] = model.provider === "cpu" ? [] : model.gpus;
  const memory = gpu === undefined ? undefined : () => gpuMemoryUsedMiB(gpu);
  return measureLatencies(noiseEncoder(lanes, model), maxEncodeBatch, memory);
}

async function measureScoring({ lanes, score, maxScoreBatch }: CalibrationTask): Promise<ScoreLatencies> {
  const [positions, size] = score.regionShape;
  const measure = (classes: number) => {
    const vectors = new Float32Array(classes * score.wordSize).fill(1);
    const vocabulary = { key: `calibration-${classes}`, count: classes, vectors };
    return measureLatencies(
      (images) =>
        scoreOnLane(lanes.score, score, vocabulary, images, () => new Uint16Array(images * positions * size)),
      maxScoreBatch,
    );
  };
  return { few: await measure(FEW_CLASSES), many: await measure(MANY_CLASSES) };
}

function bestRate(points: readonly MeasuredPoint[]): number {
  return Math.max(...points.map(({ size, ms }) => (1000 * size) / ms));
}

async function closeSessions(lanes: EngineLanes, model: EncodeModel): Promise<void> {
  for (let lane = 0; lane < model.layout.lanes; lane++) {
    await lanes.encode.at(lane).call("close", () => ({ value: encodeModelOn(model, lane), transfer: [] }));
  }
}
