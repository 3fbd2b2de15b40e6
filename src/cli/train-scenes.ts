import path from "node:path";
import type { Command } from "commander";
import { makeSceneModel } from "../services/scenes-model/make-scene-model";
import type { SceneFigures } from "../services/scenes-model/measure-scores";
import { sceneRecipe } from "../services/scenes-model/recipe";
import { formatTable } from "./format-table";
import { interruptible } from "./interruption";
import { positiveInteger } from "./option-values";
import type { Terminal } from "./terminal";

interface Options {
  readonly out: string;
  readonly steps: number;
  readonly tested: number;
  readonly threads: number;
}

/** `regionary train-scenes`: makes the model that ships, from nothing. */
export function addTrainScenes(program: Command, terminal: Terminal): void {
  program
    .command("train-scenes")
    .description("train the model that ships on made pictures (see scenes), and test it")
    .requiredOption(
      "--out <directory>",
      "gets the model and its report; its folder training/ keeps checkpoints, from which a stopped training goes on",
    )
    .option(
      "--steps <count>",
      "how many batches of 32 pictures it learns from",
      positiveInteger,
      sceneRecipe.steps,
    )
    .option("--tested <count>", "how many pictures it is tested on", positiveInteger, 2_000)
    .option("--threads <count>", "processor threads", positiveInteger, 2)
    .action(async ({ out, steps, tested, threads }: Options) => {
      const report = await interruptible((signal) =>
        makeSceneModel(
          { ...sceneRecipe, steps },
          { out, work: path.join(out, "training"), threads, testPictures: tested, signal },
          ({ step, loss, imagesPerSecond, secondsLeft }) =>
            terminal.print(
              `step ${step} of ${steps}: loss ${loss.toFixed(3)}, ${imagesPerSecond.toFixed(0)} images/s, ${Math.ceil(secondsLeft / 60)} min left`,
            ),
        ),
      );
      const { pictures: _, ...ways } = report.test;
      terminal.print(
        formatTable([HEADINGS, ...Object.entries(ways).map(([way, figures]) => row(way, figures))]),
      );
    });
}

const HEADINGS = ["", "ZSL mAP", "GZSL mAP", "ZSL F1@3", "GZSL F1@3", "pointing seen", "pointing unseen"];

function row(way: string, { zsl, gzsl, pointing }: SceneFigures): string[] {
  const figures = [zsl.map, gzsl.map, zsl.f1At3, gzsl.f1At3, pointing.seen, pointing.unseen];
  return [way, ...figures.map((figure) => figure.toFixed(3))];
}
