import { biamTraining } from "../../../src/model/families/biam/biam-training";
import type { TrainingGraph } from "../../../src/model/families/training-graph";
import { rankingTargets } from "../../../src/model/losses/ranking-targets";
import { elementCount } from "../../../src/tensor/shape";
import type { GraphInput } from "../graph/run-graph";
import {
  mostPositives,
  referenceBatch,
  referenceClasses,
  referenceImages,
  referenceSizes,
} from "./training-reference";

/** The reference run's loss as a graph, and the batch that it was given at every step. */
export async function referenceLoss(): Promise<{
  training: TrainingGraph;
  inputs: Record<string, GraphInput>;
  vectors: Float32Array;
}> {
  const { features, global, labels, vectors } = await referenceBatch();
  const most = mostPositives(labels, referenceClasses);
  const training = biamTraining(referenceSizes, {
    images: referenceImages,
    classes: referenceClasses,
    vectors,
    mostPositives: most,
  });
  const { positives, isPositive, isNegative } = rankingTargets(labels, referenceClasses, most);
  const keepAll = training.masks.map(({ name, shape }): [string, GraphInput] => [
    name,
    { shape, data: new Float32Array(elementCount(shape)).fill(1) },
  ]);
  const inputs: Record<string, GraphInput> = {
    features,
    global,
    positives: { shape: [referenceImages, most], data: positives },
    isPositive: { shape: [referenceImages, most], data: isPositive },
    isNegative: { shape: [referenceImages, referenceClasses], data: isNegative },
    ...Object.fromEntries(keepAll),
  };
  return { training, inputs, vectors };
}
