import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { asTheModel, byAllRegions, byBaseline, byBestRegion } from "../tests/scoring-ways";
import { type SceneTest, testScenes } from "../tests/test-scenes";
import { exportSceneModel } from "./export-scene-model";
import { openSceneTrainer } from "./open-scene-trainer";
import type { TrainingPosition } from "./scene-checkpoint";
import type { SceneRecipe } from "./scenes-recipe";
import { trainBaseline } from "./train-baseline";
import { type TrainingProgress, trainScenes } from "./train-scenes";

/** `report.json`: how the weights beside it were made, and how good they are. */
interface SceneReport {
  readonly recipe: SceneRecipe;
  readonly parameters: number;
  readonly training: Omit<TrainingPosition, "recipe" | "steps" | "step"> & {
    readonly images: number;
    readonly threads: number;
    readonly processor: string;
  };
  /** On this many pictures of the test; the same maps scored in other ways, and the baseline. */
  readonly test: { readonly pictures: number } & SceneTest<"model" | "top1" | "top196" | "baseline">;
}

/** Where and how the model is made. */
export interface SceneModelPlace {
  /** Gets the model and its report. */
  readonly out: string;
  /** Gets checkpoints: a training that was stopped goes on from there, and a complete one is only tested. */
  readonly work: string;
  readonly threads: number;
  readonly testPictures: number;
  readonly signal: AbortSignal;
}

/** Trains the model that ships from scratch, tests it against its baseline, and writes a report. */
export async function makeSceneModel(
  recipe: SceneRecipe,
  { out, work, threads, testPictures, signal }: SceneModelPlace,
  onProgress: (progress: TrainingProgress) => void,
): Promise<SceneReport> {
  const trainer = await openSceneTrainer(recipe, { directory: work, threads });
  try {
    const { wallSeconds, cpuSeconds, losses } = await trainScenes(
      trainer,
      recipe,
      { directory: work, signal },
      onProgress,
    );
    const weights = await trainer.read();
    await exportSceneModel(recipe, weights, out);
    const baseline = await trainBaseline(trainer, recipe, { directory: work, threads, signal });
    const ways = {
      model: asTheModel,
      top1: byBestRegion,
      top196: byAllRegions,
      baseline: byBaseline(baseline),
    };
    const test = await testScenes(trainer, recipe, ways, { pictures: testPictures, signal });
    const report: SceneReport = {
      recipe,
      parameters: trainer.parameters.reduce((sum, { name }) => sum + weights[name]!.length, 0),
      training: {
        wallSeconds,
        cpuSeconds,
        losses,
        images: recipe.steps * recipe.batch,
        threads,
        processor: os.cpus()[0]?.model ?? "unknown",
      },
      test: { pictures: testPictures, ...test },
    };
    await writeFile(path.join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await trainer.close();
  }
}
