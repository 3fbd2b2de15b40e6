import path from "node:path";
import type { Command } from "commander";
import { positiveInteger } from "../src/cli/option-values";
import { formatTable } from "../src/cli/terminal/format-table";
import { interruptible } from "../src/cli/terminal/interruptible";
import type { Terminal } from "../src/cli/terminal/terminal";
import { compareAblations } from "./tests/compare-ablations";
import type { SceneFigures } from "./tests/measure-scores";
import { makeSceneModel } from "./training/make-scene-model";
import { sceneRecipe } from "./training/scenes-recipe";
import type { TrainingProgress } from "./training/train-scenes";

interface Options {
  readonly out: string;
  readonly ablations?: true;
  readonly steps: number;
  readonly tested: number;
  readonly threads: number;
}

/** `train-scenes`: makes the model that ships, from scratch. */
export function addTrainScenes(program: Command, terminal: Terminal): void {
  program
    .command("train-scenes")
    .description("train the model that ships on generated pictures (see scenes), and test it")
    .requiredOption(
      "--out <directory>",
      "where the model and its report go; its folder training/ keeps checkpoints, from which a stopped training goes on",
    )
    .option(
      "--steps <count>",
      "how many batches of 32 pictures it learns from",
      positiveInteger,
      sceneRecipe.steps,
    )
    .option("--tested <count>", "how many pictures it is tested on", positiveInteger, 2_000)
    .option("--threads <count>", "processor threads", positiveInteger, 2)
    .option(
      "--ablations",
      "instead, train the model and variants that lack a part of it, each for --steps, and compare them in ablations.json",
    )
    .action(async ({ out, ablations, steps, tested, threads }: Options) => {
      const recipe = { ...sceneRecipe, steps };
      const show = (progress: TrainingProgress, variant?: string) =>
        terminal.print(`${variant ? `${variant}, ` : ""}${describe(progress, steps)}`);
      const test = await interruptible(async (signal) => {
        const place = { out, work: path.join(out, "training"), threads, testPictures: tested, signal };
        if (ablations) {
          const { variants, chance } = await compareAblations(recipe, place, show);
          const tested = Object.entries(variants).map(([name, { test }]) => [name, test] as const);
          return { ...Object.fromEntries(tested), chance };
        }
        const { pictures: _, ...test } = (await makeSceneModel(recipe, place, (progress) => show(progress)))
          .test;
        return test;
      });
      terminal.print(
        formatTable([HEADINGS, ...Object.entries(test).map(([way, figures]) => row(way, figures))]),
      );
    });
}

function describe({ step, loss, imagesPerSecond, secondsLeft }: TrainingProgress, steps: number): string {
  const left = `${Math.ceil(secondsLeft / 60)} min left`;
  return `step ${step} of ${steps}: loss ${loss.toFixed(3)}, ${imagesPerSecond.toFixed(0)} images/s, ${left}`;
}

const HEADINGS = ["", "ZSL mAP", "GZSL mAP", "ZSL F1@3", "GZSL F1@3", "pointing seen", "pointing unseen"];

function row(way: string, { zsl, gzsl, pointing }: SceneFigures): string[] {
  const figures = [zsl.map, gzsl.map, zsl.f1At3, gzsl.f1At3, pointing.seen, pointing.unseen];
  return [way, ...figures.map((figure) => figure.toFixed(3))];
}
