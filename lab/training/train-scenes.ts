import { RegionaryError } from "../../src/errors";
import { drawBatch } from "./draw-batch";
import type { SceneTrainer } from "./open-scene-trainer";
import { readPosition, readState, saveCheckpoint, type TrainingPosition } from "./scene-checkpoint";
import { type SceneRecipe, stepRate } from "./scenes-recipe";

const CHECKPOINT_MS = 60_000;

/** What is reported of a training at each checkpoint. */
export interface TrainingProgress {
  readonly step: number;
  /** The mean since the last time. */
  readonly loss: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

/**
 * Trains to the recipe's last step, from the last checkpoint in `directory` if there is one: each step's
 * pictures and learning rate follow from its number, so that it goes on as if it had never stopped.
 *
 * Not `training/train`: that goes by epochs over stored features, validates them, drops out and fine-tunes the best,
 * while here each picture is drawn for its step and seen once, and more steps may be asked for on the way. A loop
 * for both would be longer than the two; the graphs and Adam are shared.
 */
export async function trainScenes(
  trainer: SceneTrainer,
  recipe: SceneRecipe,
  { directory, signal }: { directory: string; signal: AbortSignal },
  onProgress: (progress: TrainingProgress) => void,
): Promise<TrainingPosition> {
  const before = await readPosition(directory);
  if (before) {
    refuseOther(recipe, before, directory);
    await trainer.write(await readState(directory, before));
  }
  const { steps } = recipe;
  let at: TrainingPosition = before
    ? { ...before, steps }
    : { recipe: nameOf(recipe), steps, step: 0, wallSeconds: 0, cpuSeconds: 0, losses: [] };
  const draw = (step: number) =>
    drawBatch({
      seed: recipe.seed,
      split: "train",
      first: (step - 1) * recipe.batch,
      count: recipe.batch,
      side: recipe.sizes.backbone.imageSide,
    });
  let since = { ms: Date.now(), cpu: process.cpuUsage(), step: at.step, loss: 0 };
  let next = draw(at.step + 1);
  for (let step = at.step + 1; step <= steps; step++) {
    const running = trainer.step(step, stepRate(recipe.learningRate, steps, step), next);
    if (step < steps) next = draw(step + 1); // while the step runs in its thread
    since.loss += await running;
    const seconds = (Date.now() - since.ms) / 1000;
    if (step < steps && seconds * 1000 < CHECKPOINT_MS && !signal.aborted) continue;
    const { user, system } = process.cpuUsage(since.cpu);
    const loss = since.loss / (step - since.step);
    const secondsPerStep = seconds / (step - since.step);
    at = {
      ...at,
      step,
      wallSeconds: at.wallSeconds + seconds,
      cpuSeconds: at.cpuSeconds + (user + system) / 1e6,
      losses: [...at.losses, { step, loss }],
    };
    since = { ms: Date.now(), cpu: process.cpuUsage(), step, loss: 0 };
    await saveCheckpoint(directory, at, trainer.state, await trainer.read());
    onProgress({
      step,
      loss,
      imagesPerSecond: recipe.batch / secondsPerStep,
      secondsLeft: (steps - step) * secondsPerStep,
    });
    signal.throwIfAborted();
  }
  return at;
}

/** The recipe except for the number of steps. */
function nameOf({ steps: _, ...recipe }: SceneRecipe): string {
  return JSON.stringify(recipe);
}

/** A training goes on by its own recipe, for more or fewer steps only while its learning rate is held. */
function refuseOther(recipe: SceneRecipe, before: TrainingPosition, directory: string): void {
  const held = Math.min(before.steps, recipe.steps) - recipe.learningRate.fallingSteps;
  const sameSteps = before.steps === recipe.steps || before.step <= held;
  if (before.recipe === nameOf(recipe) && sameSteps) return;
  throw new RegionaryError(
    "CONFLICT",
    `${directory} holds a training by another recipe, or for ${before.steps} steps with its learning rate falling since; ${recipe.steps} steps by this recipe were requested. Remove it, or choose another directory.`,
  );
}
