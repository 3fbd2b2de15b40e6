import { mixBits, unitOf } from "../../src/datasets/scenes/random";
import { openTrainingGraphs } from "../../src/inference/stateful/open-training-graphs";
import { initialParameters } from "../../src/model/families/initial-parameters";
import { adamFactors } from "../../src/training/adam";
import { trainingStep } from "../../src/training/training-step";
import { pooledBaseline } from "../model/pooled-baseline";
import { drawBatch, type PictureRange, presence } from "./draw-batch";
import type { SceneTrainer } from "./open-scene-trainer";
import { type SceneLabel, sceneWords } from "./scene-words";
import { type SceneRecipe, stepRate } from "./scenes-recipe";

const MOST_PICTURES = 12_800;
const DRAWN_AT_ONCE = 64;
const MOST_AT_ONCE = 256;
const PASSES = 80;
const RATES = { risingSteps: 1, highest: 1e-2, lowest: 1e-4 };

/** A score for each label [C] from features [F]: of a whole picture, or of one place of it. */
export type ScoreFeatures = (features: ArrayLike<number>) => Float32Array;

/** Trains the baseline on the trained backbone's features of the training's first pictures. */
export async function trainBaseline(
  trainer: SceneTrainer,
  { seed, sizes, steps, batch }: SceneRecipe,
  { directory, threads, signal }: { directory: string; threads: number; signal: AbortSignal },
): Promise<ScoreFeatures> {
  const seen = sceneWords(({ seen }) => seen);
  const features = sizes.head.featureChannels;
  const count = Math.min(MOST_PICTURES, steps * batch);
  const range = { seed, split: "train", side: sizes.backbone.imageSide, count } as const;
  const { pooled, isPositive } = await pooledPictures(trainer, range, seen.labels, signal);
  const atOnce = Math.min(MOST_AT_ONCE, count);
  const batches = Math.floor(count / atOnce);
  const rates = { ...RATES, fallingSteps: PASSES * batches };
  const { wordSize } = sizes.head;
  const labels = { classes: seen.labels.length, vectors: seen.vectors };
  const training = trainingStep(pooledBaseline({ features, wordSize, images: atOnce }, labels));
  const graphs = await openTrainingGraphs(
    { graphs: { baseline: training.graph }, state: training.state },
    directory,
    threads,
  );
  try {
    await graphs.write(
      Object.fromEntries(initialParameters(training.parameters, (n) => unitOf(mixBits(seed, n)))),
    );
    for (let step = 1; step <= PASSES * batches; step++) {
      signal.throwIfAborted();
      const first = (step % batches) * atOnce;
      const rows = (values: Float32Array, length: number) => ({
        shape: [atOnce, length],
        data: values.slice(first * length, (first + atOnce) * length),
      });
      const { stepSize, rootFloor } = adamFactors(step, stepRate(rates, PASSES * batches, step));
      await graphs.run("baseline", {
        pooled: rows(pooled, features),
        isPositive: rows(isPositive, labels.classes),
        stepSize: { shape: [], data: Float32Array.of(stepSize) },
        rootFloor: { shape: [], data: Float32Array.of(rootFloor) },
      });
    }
    const state = await graphs.read();
    return scorer(state["baseline.weight"]!, state["baseline.bias"]!, state["baseline.offset"]![0]!);
  } finally {
    await graphs.close();
  }
}

async function pooledPictures(
  trainer: SceneTrainer,
  { count, ...range }: Omit<PictureRange, "first">,
  labels: readonly SceneLabel[],
  signal: AbortSignal,
): Promise<{ pooled: Float32Array; isPositive: Float32Array }> {
  const pooled: Float32Array[] = [];
  const isPositive: Float32Array[] = [];
  for (let first = 0; first < count; first += DRAWN_AT_ONCE) {
    signal.throwIfAborted();
    const batch = drawBatch({ ...range, first, count: Math.min(DRAWN_AT_ONCE, count - first) });
    pooled.push((await trainer.answer(batch.images)).pooled);
    isPositive.push(presence(batch.objects, labels));
  }
  return { pooled: joined(pooled), isPositive: joined(isPositive) };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((start, part) => {
    all.set(part, start);
    return start + part.length;
  }, 0);
  return all;
}

function scorer(weight: Float32Array, bias: Float32Array, offset: number): ScoreFeatures {
  const { labels, vectors } = sceneWords();
  const wordSize = bias.length;
  return (features) => {
    const words = bias.map((value, row) => {
      let sum = value;
      for (let i = 0; i < features.length; i++) sum += weight[row * features.length + i]! * features[i]!;
      return sum;
    });
    return Float32Array.from(labels, (_, label) =>
      words.reduce((sum, value, i) => sum + value * vectors[label * wordSize + i]!, offset),
    );
  };
}
