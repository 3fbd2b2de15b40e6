import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { biamLogits, biamTraining } from "../../model/biam-training";
import { readBackboneDescriptor } from "../../model/packages/backbone-descriptor";
import { type ModelSizes, paperSizes } from "../../model/sizes";
import { findBenchmarkSets } from "../../storage/benchmark-sets";
import { findBackboneById } from "../../storage/model-versions";
import { fetchPackage } from "../../storage/packages";
import { completeTraining, endTraining, startTraining, type TrainingRow } from "../../storage/trainings";
import { bestValidation } from "../../training/checkpoint";
import { loadCheckpoint, saveCheckpoint } from "../../training/checkpoint-files";
import { firstCheckpoint } from "../../training/first-checkpoint";
import { type ChosenRecipe, recipeOf } from "../../training/recipe-options";
import { type StepReport, train } from "../../training/train";
import { trainingGraphs } from "../../training/training-graphs";
import { mostPositives } from "../../training/training-images";
import { activateModel } from "../activate-model";
import type { ServiceContext } from "../context";
import { openBackbone } from "./backbone-session";
import { giveWay } from "./give-way";
import { openTrainingGraphs } from "./open-training-graphs";
import { createProgressReporter, TrainingEnded } from "./progress-reporter";
import { storeTrainedModel } from "./store-trained-model";
import { tooFew } from "./train-model";
import { openTrainingFeatures } from "./training-features";
import { readTrainingLabels, type TrainingLabels } from "./training-labels";
import type { TrainingRecord, TrainingReport, TrainingSettings } from "./training-progress";

/**
 * Runs a training to its end, from its last checkpoint on this host if there is one, and makes a model version
 * of it. Stops between two steps when the signal fires, when it is cancelled and when it is deleted. Throws
 * what keeps it from its end.
 */
export async function runTraining(
  context: ServiceContext,
  trainingId: string,
  signal: AbortSignal,
): Promise<void> {
  const directory = path.join(context.trainingDirectory, trainingId);
  const training = await startTraining(context.db, trainingId);
  try {
    if (training) await work(context, training, directory, signal);
  } catch (error) {
    if (!(error instanceof TrainingEnded)) throw error;
  }
  await rm(directory, { recursive: true, force: true });
}

/** Gives a training up for good. */
export async function failTraining(
  { db, trainingDirectory }: Pick<ServiceContext, "db" | "trainingDirectory">,
  trainingId: string,
  message: string,
): Promise<void> {
  await endTraining(db, trainingId, "FAILED", message);
  await rm(path.join(trainingDirectory, trainingId), { recursive: true, force: true });
}

async function work(
  context: ServiceContext,
  training: TrainingRow,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  const chosen = training.recipe as unknown as ChosenRecipe;
  const settings = training.settings as unknown as TrainingSettings;
  const [set] = await findBenchmarkSets(db, [training.setId]);
  const backbone = await findBackboneById(db, training.backboneId);
  if (!set || !backbone)
    throw new RegionaryError("NOT_FOUND", "The set or the backbone is no longer stored.");
  await mkdir(directory, { recursive: true });

  const labels = await readTrainingLabels(db, set);
  checkItems(labels, chosen);
  const backboneDirectory = await fetchPackage(db, backbone.packageHash, context.modelCacheDirectory);
  const descriptor = await readBackboneDescriptor(backboneDirectory);
  const { report } = createProgressReporter(db, training.id);
  const features = await openTrainingFeatures(context, set, labels.items, descriptor, directory);
  try {
    const recipe = recipeOf(chosen);
    await features.prepare(
      () => openBackbone(backboneDirectory, settings.threads),
      async (done) => {
        await giveWay(context, signal);
        const progress = { phase: "PREPARING", epoch: 0, epochs: 0, step: done } as const;
        const rest = { steps: labels.items.length, loss: null, validations: [] };
        await report({ ...progress, ...rest }, 8, false);
      },
    );
    const { items } = labels;
    const data = { count: items.length, labels: labels.of, read: features.read };
    const sizes = sizesOf(descriptor, labels.wordSize, settings);
    const { classes, vectors } = labels;
    const batch = { images: recipe.batch, classes, vectors, mostPositives: mostPositives(data) };
    const graphs = trainingGraphs(batch, biamTraining(sizes, batch), biamLogits(sizes, batch));
    const checkpoints = path.join(directory, "checkpoints");
    const from = (await loadCheckpoint(checkpoints, graphs.state)) ?? firstCheckpoint(graphs, training.seed);

    const fineTuningPerEpoch = Math.ceil(items.length / recipe.batch);
    const held = Math.floor(items.length * recipe.validationShare);
    const searchPerEpoch = Math.ceil((items.length - held) / recipe.batch);
    const onStep = async ({ position, steps, loss }: StepReport) => {
      const isSearch = position.phase === "search";
      const perEpoch = isSearch ? searchPerEpoch : fineTuningPerEpoch;
      const searchSteps = searchPerEpoch * recipe.schedule.epochs;
      const progress = {
        phase: isSearch ? "SEARCHING" : "FINE_TUNING",
        epoch: Math.ceil(position.step / perEpoch),
        epochs: steps / perEpoch,
        step: position.step + (isSearch ? 0 : searchSteps),
        steps: searchSteps + fineTuningPerEpoch * recipe.fineTuning.epochs,
        ...{ loss, validations: position.validations },
      } as const;
      await report(progress, recipe.batch, position.step % perEpoch === 0);
      await giveWay(context, signal);
    };
    const runner = await openTrainingGraphs(graphs, path.join(directory, "graphs"), settings.threads);
    const result = await train({ recipe, graphs, data }, from, runner, {
      onStep,
      onCheckpoint: (checkpoint) => saveCheckpoint(checkpoints, graphs.state, checkpoint),
    }).finally(() => runner.close());

    const best = bestValidation(result.validations);
    const outcome: TrainingReport = {
      ...{ images: items.length, labels: classes, validatedImages: held, validations: result.validations },
      ...{ bestEpoch: best?.epoch ?? 0, bestF1At5: best?.f1At5 ?? 0 },
    };
    const { activate, ...kept } = settings;
    const { dataHash, seed, name } = training;
    const record: TrainingRecord = {
      ...{ set: set.name, dataHash, recipe: chosen, seed, settings: kept, report: outcome },
    };
    const head = { name, backboneId: backbone.id, backbone: descriptor, parameters: graphs.parameters };
    const model = await storeTrainedModel(db, { ...head, weights: result.weights, record }, directory);
    if (activate) await activateModel(context, model.id);
    await completeTraining(db, training.id, model.id, outcome);
  } finally {
    await features.close();
  }
}

function checkItems({ items }: TrainingLabels, { batch, validationShare }: ChosenRecipe): void {
  const held = Math.floor(items.length * validationShare);
  if (held >= 1 && items.length - held >= batch) return;
  const came = `${items.length} images of the set have a label that is to be learned`;
  throw new RegionaryError("INVALID_INPUT", tooFew(came, batch, validationShare));
}

function sizesOf(
  {
    features,
    global,
  }: { features: { channels: number; height: number; width: number }; global: { size: number } },
  wordSize: number,
  { channelDim, heads }: TrainingSettings,
): ModelSizes {
  return {
    featureChannels: features.channels,
    gridHeight: features.height,
    gridWidth: features.width,
    globalSize: global.size,
    wordSize,
    channelDim,
    heads,
    regionSize: paperSizes.regionSize,
    topRegions: Math.min(paperSizes.topRegions, features.height * features.width),
  };
}
