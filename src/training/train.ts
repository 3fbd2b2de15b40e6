import { RegionaryError } from "../errors";
import { withFreshSums } from "./first-checkpoint";
import type { GraphRunner } from "./graph-runner";
import { learningRate } from "./learning-rate";
import type { Recipe } from "./recipe";
import { validatesAfter } from "./recipe";
import { type StepChoice, stepInputs } from "./step-inputs";
import {
  bestValidation,
  type Position,
  type TrainingCheckpoint,
  type Validation,
} from "./training-checkpoint";
import type { TrainingGraphs } from "./training-graphs";
import { imagesWithPositives, type TrainingImages } from "./training-images";
import { validate } from "./validate";

/** What is trained, on what, and how. */
export interface TrainingTask {
  readonly recipe: Recipe;
  readonly graphs: TrainingGraphs;
  readonly data: TrainingImages;
}

/** A step that was taken. */
export interface StepReport {
  readonly position: Position;
  /** Steps of the phase, to compute the share that is done. */
  readonly steps: number;
  readonly loss: number;
}

/** Callbacks; each may throw to stop the training. */
interface TrainingListener {
  /** Training goes on when the result resolves. */
  onStep(report: StepReport): Promise<void> | void;
  /** Keeps the checkpoint; training goes on when it resolves. */
  onCheckpoint(checkpoint: TrainingCheckpoint): Promise<void>;
}

type Weights = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

const STEPS_BETWEEN_CHECKPOINTS = 200; // some minutes at the paper's sizes

/**
 * Trains from a checkpoint to the end and returns the weights. Everything drawn depends only on the seed and
 * the step's number, so a training that goes on from any of its checkpoints ends as if it had never stopped:
 * to the last bit if the runner's sums do not depend on its threads, as on a single one.
 */
export async function train(
  task: TrainingTask,
  from: TrainingCheckpoint,
  runner: GraphRunner,
  listener: TrainingListener,
): Promise<{ weights: Weights; validations: readonly Validation[] }> {
  const { recipe, graphs, data } = task;
  const images = imagesWithPositives(data);
  const held = Math.floor(images.length * recipe.validationShare);
  const taught = images.slice(0, images.length - held);
  if (taught.length < recipe.batch) {
    const left = `${taught.length} images with a positive label are left to train on`;
    throw new RegionaryError("INVALID_INPUT", `A batch has ${recipe.batch} images, but only ${left}.`);
  }

  let checkpoint = from;
  if (checkpoint.position.phase === "search") {
    const perEpoch = Math.ceil(taught.length / recipe.batch);
    checkpoint = await runPhase(task, checkpoint, runner, listener, {
      images: taught,
      perEpoch,
      epochs: recipe.schedule.epochs,
      learningRate: (epoch) => learningRate(recipe.schedule, epoch),
      validate: (epoch) =>
        validatesAfter(recipe, epoch) ? validate(runner, graphs, data, images.slice(taught.length)) : null,
    });
    const { seed, validations } = checkpoint.position;
    const position: Position = { seed, phase: "fine-tuning", step: 0, validations };
    checkpoint = { position, state: withFreshSums(graphs, checkpoint.best!), best: null };
    await listener.onCheckpoint(checkpoint);
  }
  const { epochs, learningRate: rate } = recipe.fineTuning;
  const perEpoch = Math.ceil(images.length / recipe.batch);
  const end = await runPhase(task, checkpoint, runner, listener, {
    images,
    perEpoch,
    epochs,
    learningRate: () => rate,
    validate: () => null,
  });
  return { weights: weightsOf(graphs, end.state), validations: end.position.validations };
}

interface Phase {
  readonly images: readonly number[];
  readonly perEpoch: number;
  readonly epochs: number;
  learningRate(epoch: number): number;
  /** After an epoch; null if it is not validated. */
  validate(epoch: number): Promise<number> | null;
}

async function runPhase(
  { recipe, graphs, data }: TrainingTask,
  from: TrainingCheckpoint,
  runner: GraphRunner,
  listener: TrainingListener,
  phase: Phase,
): Promise<TrainingCheckpoint> {
  let { position, best } = from;
  const steps = phase.perEpoch * phase.epochs;
  // Each phase draws from another seed, so that fine-tuning does not repeat the first batches.
  const seed = position.phase === "search" ? 2 * position.seed : 2 * position.seed + 1;
  const choose = (step: number): StepChoice => ({
    seed,
    step,
    learningRate: phase.learningRate(Math.floor(step / phase.perEpoch) + 1),
    images: recipe.order(seed, step, phase.images.length, recipe.batch).map((place) => phase.images[place]!),
  });
  await runner.write(from.state);
  let ready = position.step < steps ? await stepInputs(graphs, data, choose(position.step)) : null;
  while (ready) {
    const step = position.step + 1;
    // The inputs of the next step are made while this one runs.
    const [results, next] = await Promise.all([
      runner.run("step", ready),
      step < steps ? stepInputs(graphs, data, choose(step)) : null,
    ]);
    ready = next;
    position = { ...position, step };
    const loss = results.loss![0]!;
    if (!Number.isFinite(loss)) {
      const where = `step ${step} of ${position.phase}`;
      throw new RegionaryError(
        "INVALID_INPUT",
        `The loss became ${loss} at ${where}: train at a lower rate.`,
      );
    }
    await listener.onStep({ position, steps, loss });

    const ended = step % phase.perEpoch === 0;
    const f1At5 = ended ? await phase.validate(step / phase.perEpoch) : null;
    if (f1At5 !== null) {
      const validation = { epoch: step / phase.perEpoch, f1At5 };
      position = { ...position, validations: [...position.validations, validation] };
      if (bestValidation(position.validations) === validation) best = weightsOf(graphs, await runner.read());
    }
    if (ended || step % STEPS_BETWEEN_CHECKPOINTS === 0)
      await listener.onCheckpoint({ position, state: await runner.read(), best });
  }
  return { position, state: await runner.read(), best };
}

function weightsOf({ parameters }: TrainingGraphs, state: Weights): Weights {
  return Object.fromEntries(parameters.map(({ name }) => [name, state[name]!]));
}
