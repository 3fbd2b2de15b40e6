import { RegionaryError } from "../../errors";
import { makePrivateDirectory } from "../../files/private-directory";
import { openEncodeThread } from "../../inference/stages/open-encode-thread";
import { valuesOf } from "../../model/chain";
import type { TrainingBatch } from "../../model/families/training-graph";
import { findBenchmarkSets } from "../../storage/benchmarks/benchmark-sets";
import { findBackboneById, type ModelVersionRow } from "../../storage/models/model-versions";
import { fetchPackage } from "../../storage/models/packages";
import type { TrainingReport } from "../../storage/trainings/stored-training";
import type { TrainingRow } from "../../storage/trainings/trainings";
import { recipeOf } from "../../training/recipe-options";
import { bestValidation } from "../../training/training-checkpoint";
import type { ServiceContext } from "../context";
import { checkImageCount } from "./check-image-count";
import { openCheckpointStore } from "./checkpoint-store";
import { encodeLabelsOf } from "./encode-labels-of";
import { createProgressReporter } from "./progress-reporter";
import { stepProgress } from "./step-progress";
import { storeTrainedModel } from "./store-trained-model";
import { trainHead } from "./train-head";
import { trainableHead } from "./trainable-head";
import { IMAGES_AT_ONCE, openTrainingFeatures } from "./training-features";
import { readTrainingLabels } from "./training-labels";
import { yieldToRequests } from "./yield-to-requests";

/**
 * Runs a training, keeping in `directory` what it has made so far, and stores the model. Gives way to waiting
 * callers. Stops between two steps when the signal fires, or throws `WorkEnded` there.
 */
export async function makeModel(
  context: ServiceContext,
  training: TrainingRow,
  directory: string,
  signal: AbortSignal,
): Promise<{ model: ModelVersionRow; report: TrainingReport }> {
  const { db } = context;
  const { name, seed, dataHash } = training;
  const { recipe: chosen } = training;
  const { activate: _, ...asked } = training.settings;
  const threads = training.fixed?.threads;
  if (!threads) throw new Error(`The training ${training.id} has begun without fixing its threads.`);
  const settings = { ...asked, threads };
  const recipe = recipeOf(chosen);
  const [set] = await findBenchmarkSets(db, [training.setId]);
  const backbone = await findBackboneById(db, training.backboneId);
  if (!set || !backbone)
    throw new RegionaryError("NOT_FOUND", "The set or the backbone is no longer stored.");
  await makePrivateDirectory(context.trainingDirectory);
  await makePrivateDirectory(directory);

  const areTexts = await encodeLabelsOf(context, set, training.spaceId, signal);
  const labels = await readTrainingLabels(db, set, training.spaceId);
  const images = labels.items.length;
  checkImageCount(images, chosen, `${images} images of the set have a label to learn`);
  const backboneDirectory = await fetchPackage(db, backbone.packageHash, context.modelCacheDirectory);
  const reporter = createProgressReporter(db, training.id);
  const { description } = backbone;
  const checkpoints = openCheckpointStore(db, training.id, directory);
  const kind = trainableHead(settings.head);
  const taken = { items: labels.items, values: kind.takes };
  const features = await openTrainingFeatures(context, set, taken, description, directory);
  try {
    await features.prepare(
      () => openEncodeThread(description, backboneDirectory, threads),
      async (done) => {
        await yieldToRequests(context, signal);
        const progress = { phase: "PREPARING", epoch: 0, epochs: 0, step: done, steps: images } as const;
        await reporter.report({ ...progress, loss: null, validations: [] }, IMAGES_AT_ONCE, false);
      },
    );
    const { channelDim, heads } = settings;
    const given = valuesOf(description.encode);
    const sizing = { given, wordSize: labels.wordSize, channelDim, heads, areTexts };
    const makeGraphs = (batch: TrainingBatch) => kind.graphs(sizing, batch);
    const progressOf = stepProgress(images, recipe);
    const { parameters, weights, validations } = await trainHead(
      { labels, features, makeGraphs, recipe, seed, threads, checkpoints, directory },
      async (step) => {
        const { progress, isMilestone } = progressOf(step);
        await reporter.report(progress, recipe.batch, isMilestone);
        await yieldToRequests(context, signal);
      },
    );
    signal.throwIfAborted(); // before a model is stored that nobody wants
    const best = bestValidation(validations)!; // the last epoch is always validated
    const report: TrainingReport = {
      images,
      labels: labels.classes,
      validatedImages: Math.floor(images * recipe.validationShare),
      validations,
      bestEpoch: best.epoch,
      bestF1At5: best.f1At5,
    };
    const record = { set: set.name, dataHash, recipe: chosen, seed, settings, report };
    const { spaceId } = training;
    const head = { name, backbone, parameters, weights, record, spaceId };
    return { model: await storeTrainedModel(db, head, directory), report };
  } finally {
    await features.close();
  }
}
