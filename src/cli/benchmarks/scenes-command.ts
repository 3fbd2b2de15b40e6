import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Command, Option } from "commander";
import { settleAll } from "../../batcher/settle-all";
import { sceneLabels } from "../../datasets/scenes/combinations";
import { composeScene } from "../../datasets/scenes/compose-scene";
import { drawScene, type VisibleObject } from "../../datasets/scenes/draw-scene";
import { writeSceneWordVectors } from "../../datasets/scenes/scene-word-vectors";
import { SPLITS, type Split } from "../../datasets/scenes/splits";
import { encodePng } from "../../pictures/encode-png";
import { positiveInteger, wholeNumber } from "../option-values";
import { interruptible } from "../terminal/interruptible";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";

/** One is drawn while others are encoded and written. */
const PICTURES_AT_ONCE = 4;

interface Options {
  readonly out: string;
  readonly count: number;
  readonly split: Split;
  readonly size: number;
  readonly seed: number;
}

/** `regionary scenes`: generated pictures with labels and boxes, and what a vocabulary of their labels needs. */
export function addScenes(program: Command, terminal: Terminal): void {
  program
    .command("scenes")
    .description("draw pictures of colored, textured shapes, with their labels and boxes")
    .requiredOption("--out <directory>", "where the files go; it is created if it does not exist")
    .option("--count <count>", "how many pictures", positiveInteger, 100)
    .addOption(
      new Option("--split <name>", "which split; only the test split has unseen combinations")
        .choices(SPLITS)
        .default("test"),
    )
    .option("--size <pixels>", "width and height of a picture, 32 to 1024", wholeNumber(32, 1024), 128)
    .option("--seed <number>", "another number draws other pictures", wholeNumber(0, 2 ** 32 - 1), 1)
    .action(async (options: Options) => {
      const { out, count } = options;
      await mkdir(out, { recursive: true });
      const pictures = await interruptible((signal) => writePictures(options, signal));
      const labels = sceneLabels().map(({ label, seen }) => `${label}\t${seen ? "seen" : "unseen"}\n`);
      await writeFile(path.join(out, "labels.tsv"), labels.join(""));
      await writeFile(path.join(out, "words.txt"), writeSceneWordVectors());
      // Written last: where it exists, everything does.
      await writeFile(path.join(out, "labels.json"), `${JSON.stringify(pictures, null, 1)}\n`);
      terminal.print(
        `${count} pictures in ${out}, their labels and boxes in labels.json, all labels in labels.tsv, their words in words.txt`,
      );
    });
}

/** What labels.json says of a picture: its labels, and a box for each object under each of its labels. */
interface LabeledPicture {
  readonly labels: readonly string[];
  readonly boxes: readonly (readonly [
    label: string,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ])[];
}

/** Writes the pictures; returns their labels and boxes by file name. */
function writePictures(options: Options, signal: AbortSignal): Promise<Record<string, LabeledPicture>> {
  const { out, count, split, size, seed } = options;
  const format = "[{bar}] {value}/{total} pictures, {eta_formatted} left";
  return showProgress({ format, total: count }, async (update) => {
    const written: LabeledPicture[] = [];
    const nameOf = (index: number) => `${split}-${String(index).padStart(6, "0")}.png`;
    const waiting = Array.from({ length: count }, (_, index) => index).values();
    let done = 0;
    const worker = async () => {
      for (const index of waiting) {
        signal.throwIfAborted();
        const picture = drawScene(composeScene(seed, split, index), size);
        await writeFile(path.join(out, nameOf(index)), await encodePng(picture));
        written[index] = describe(picture.objects);
        update(++done);
      }
    };
    await settleAll(Array.from({ length: PICTURES_AT_ONCE }, worker)); // nothing is written after an interruption
    return Object.fromEntries(written.map((picture, index) => [nameOf(index), picture]));
  });
}

function describe(objects: readonly VisibleObject[]): LabeledPicture {
  const boxes = objects.flatMap(({ labels, left, top, right, bottom }) =>
    labels.map((label) => [label, left, top, right, bottom] as const),
  );
  return { labels: [...new Set(boxes.map(([label]) => label))].sort(), boxes };
}
