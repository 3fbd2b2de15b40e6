import path from "node:path";
import { openTrainingGraphs } from "../../inference/stateful/open-training-graphs";
import type { HeadGraphs } from "../../model/families/head";
import type { TrainingBatch } from "../../model/families/training-graph";
import { firstCheckpoint } from "../../training/first-checkpoint";
import type { Recipe } from "../../training/recipe";
import { type StepReport, train } from "../../training/train";
import type { Validation } from "../../training/training-checkpoint";
import { trainingGraphs } from "../../training/training-graphs";
import { mostPositives } from "../../training/training-images";
import type { CheckpointStore } from "./checkpoint-store";
import type { TrainedHead } from "./store-trained-model";
import type { TrainingFeatures } from "./training-features";
import type { TrainingLabels } from "./training-labels";

/** What a head is trained on, how, and where its checkpoints and (while it runs) its graphs are kept. */
interface HeadTraining {
  readonly labels: TrainingLabels;
  readonly features: TrainingFeatures;
  readonly makeGraphs: (batch: TrainingBatch) => HeadGraphs;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly threads: number;
  readonly checkpoints: CheckpointStore;
  readonly directory: string;
}

/** Trains a head to the end of its recipe, from the last checkpoint if there is one. `onStep` may throw to stop it. */
export async function trainHead(
  { labels, features, makeGraphs, recipe, seed, threads, checkpoints, directory }: HeadTraining,
  onStep: (report: StepReport) => Promise<void>,
): Promise<Pick<TrainedHead, "parameters" | "weights"> & { validations: readonly Validation[] }> {
  const { items, classes, vectors } = labels;
  const data = { count: items.length, labels: labels.of, read: features.read };
  const batch = { images: recipe.batch, classes, vectors, mostPositives: mostPositives(data) };
  const { training, logits, weightsInUse } = makeGraphs(batch);
  const graphs = trainingGraphs(batch, training, logits);
  const from = (await checkpoints.load(graphs.state)) ?? firstCheckpoint(graphs, seed);
  const runner = await openTrainingGraphs(graphs, path.join(directory, "graphs"), threads);
  const listener = {
    onStep,
    onCheckpoint: (checkpoint: typeof from) => checkpoints.save(graphs.state, checkpoint),
  };
  const result = await train({ recipe, graphs, data }, from, runner, listener).finally(() => runner.close());
  return { parameters: graphs.parameters, ...result, weights: weightsInUse(result.weights) };
}
