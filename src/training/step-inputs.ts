import { rankingTargets } from "../model/losses/ranking-targets";
import { adamFactors } from "./adam";
import { dropoutMasks } from "./dropout-masks";
import type { RunnerInput } from "./graph-runner";
import type { TrainingGraphs } from "./training-graphs";
import { labelRows, type TrainingImages } from "./training-images";

/** What decides a step, besides the weights. */
export interface StepChoice {
  readonly seed: number;
  /** From 0. */
  readonly step: number;
  readonly learningRate: number;
  readonly images: readonly number[];
}

/** Everything that the step graph is given for one batch. */
export async function stepInputs(
  { batch, masks, graphs }: TrainingGraphs,
  data: TrainingImages,
  { seed, step, learningRate, images }: StepChoice,
): Promise<Record<string, RunnerInput>> {
  const labels = labelRows(data, images, batch.classes);
  const { stepSize, rootFloor } = adamFactors(step + 1, learningRate);
  const made = dropoutMasks(masks, seed, step);
  const given: Record<string, RunnerInput["data"]> = {
    ...(await data.read(images)),
    ...rankingTargets(labels, batch.classes, batch.mostPositives),
    stepSize: Float32Array.of(stepSize),
    rootFloor: Float32Array.of(rootFloor),
    ...Object.fromEntries(masks.map(({ name }, position) => [name, made[position]!])),
  };
  const specs = new Map(graphs.step.inputs.map(({ name, shape }) => [name, shape as readonly number[]]));
  return Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, { shape: specs.get(name)!, data: values }]),
  );
}
