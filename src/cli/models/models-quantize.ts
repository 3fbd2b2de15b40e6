import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { ServiceContext } from "../../services/context";
import { findModelVersion } from "../../services/find-by-id";
import { addImage } from "../../services/images/add-image";
import { readPicture } from "../../services/images/read-picture";
import { modelVersionNamed } from "../../services/models/named-models";
import { quantizeOrGoOn } from "../../services/models/quantizations/accept-quantization";
import { findQuantization } from "../../services/models/quantizations/find-quantization";
import {
  passesThreshold,
  QUANTIZATION_THRESHOLD,
} from "../../services/models/quantizations/quantization-report";
import { removeUnusedImages } from "../../services/remove";
import { vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import { watchWork } from "../../services/work/watch-work";
import { followEvents } from "../follow-events";
import { type FoundFile, findPictures } from "../library/find-pictures";
import { positiveInteger } from "../option-values";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { type Workplace, withDatabase } from "../with-database";
import { withJobs } from "../with-jobs";

interface Options {
  readonly images: string;
  readonly rangeImages: number;
  readonly name?: string;
  readonly vocabulary?: string;
}

/** `regionary models quantize`: makes a model version whose backbone computes in 8 bits. */
export function addModelsQuantize(models: Command, terminal: Terminal): void {
  models
    .command("quantize")
    .description("make an 8-bit version of a model for the CPU, and measure how far it is from float32")
    .argument("<model>", "NAME for its latest version, or NAME@VERSION")
    .requiredOption("--images <directory>", "pictures like those to be labeled")
    .option(
      "--range-images <count>",
      "how many of them its ranges are taken from; it is measured on the others",
      positiveInteger,
      16,
    )
    .option("--name <name>", "what to call the result (the model's name with -int8)")
    .option(
      "--vocabulary <name>",
      "NAME or NAME@VERSION: whose labels are compared (the newest that fits the model)",
    )
    .action(async (wanted: string, options: Options) => {
      if (!existsSync(options.images))
        throw new RegionaryError("NOT_FOUND", `There is no directory ${options.images} (--images).`);
      const { files, unreadable } = await findPictures([options.images]);
      for (const [directory, reason] of unreadable) terminal.warn(`${directory}: ${reason}`);
      if (files.length === 0)
        throw new RegionaryError("NOT_FOUND", `There are no pictures in ${options.images}.`);
      await withDatabase(terminal, async (workplace) => {
        const { db, signal } = workplace;
        const model = await modelVersionNamed(db, wanted);
        const vocabulary =
          options.vocabulary === undefined ? null : await vocabularyNamed(db, options.vocabulary);
        const done = await withStoredPictures(workplace, files, (imageIds) =>
          withJobs(workplace, terminal, "QUANTIZATION", async (context) => {
            const { work, isNew } = await quantizeOrGoOn(context, {
              ...{ modelVersionId: model.id, name: options.name, forRanges: options.rangeImages },
              ...{ vocabularyId: vocabulary?.id, imageIds },
            });
            if (!isNew) terminal.warn("Going on with the quantization that was stopped");
            await follow(context, work, signal, terminal);
            return findQuantization(db, work.id);
          }),
        );
        await printResult(db, done, terminal);
      });
    });
}

type Db = Workplace["db"];
type Quantization = Awaited<ReturnType<typeof findQuantization>>;

/**
 * Stores pictures where every host finds them, apart from those that people add, and afterward removes those
 * that nothing uses: after Ctrl-C the quantization goes on, and uses them.
 */
async function withStoredPictures<T>(
  { db, signal }: Workplace,
  files: readonly FoundFile[],
  work: (imageIds: string[]) => Promise<T>,
): Promise<T> {
  const imageIds: string[] = [];
  try {
    for (const file of files) {
      signal.throwIfAborted();
      imageIds.push((await storePicture(db, file)).image.id);
    }
    return await work(imageIds);
  } finally {
    await removeUnusedImages(db, imageIds);
  }
}

async function storePicture(db: Db, { file, below, shown }: FoundFile) {
  try {
    const given = { bytes: await readPicture(file), name: path.posix.basename(below), addedByPerson: false };
    return await addImage(db, given);
  } catch (error) {
    if (!isRegionaryError(error)) throw error;
    throw new RegionaryError(error.code, `${shown}: ${error.message}`, error.details, { cause: error });
  }
}

async function follow(
  context: ServiceContext,
  work: Quantization,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  await showProgress({ format: "{bar} {value}/{total} pictures" }, async (update) => {
    let last: string | null = null;
    const events = watchWork(context, "QUANTIZATION", work.id, work.sequence);
    await followEvents(events, { signal, terminal }, ({ phase, done, total }) => {
      if (phase !== null && phase !== last) terminal.warn(phase.toLowerCase().replace("_", " "));
      last = phase;
      update(done, total);
    });
  });
}

async function printResult(db: Db, done: Quantization, terminal: Terminal): Promise<void> {
  if (done.state === "FAILED") return terminal.fail(done.errorMessage!);
  if (!done.resultId || !done.report) return terminal.fail("The quantization was canceled.");
  const model = await findModelVersion(db, done.resultId);
  const which = `${model.name}, version ${model.version}`;
  terminal.print(
    model.createdAt < done.createdAt
      ? `Already stored: ${which}; it keeps its first report, and this is a new one`
      : `Quantized: ${which}`,
  );
  printReport(done.report, terminal);
  terminal.print(
    passesThreshold(done.report)
      ? `On a CPU like this one it makes the predictions of ${done.report.source} (REGIONARY_INT8=off keeps float32)`
      : `It is used only once it is activated: bin/regionary models activate ${model.name}@${model.version}`,
  );
}

function printReport(report: NonNullable<Quantization["report"]>, terminal: Terminal): void {
  const { features, regions, topLabels, imagesPerSecond, rangeImages, measuredImages } = report;
  const cosine = ({ median, lowest }: { median: number; lowest: number }) =>
    `median ${median.toFixed(4)}, lowest ${lowest.toFixed(4)}`;
  const { float32, int8, threads } = imagesPerSecond;
  const times = (int8 / float32).toFixed(1);
  terminal.print(`Ranges from ${rangeImages.length} pictures, measured on ${measuredImages.length} others`);
  terminal.print(`Cosine of features with float32: ${cosine(features)}`);
  terminal.print(`Cosine of regions with float32: ${cosine(regions)}`);
  if (topLabels) {
    const kept = `${percent(topLabels.kept)} of the top 5 labels kept, ${percent(topLabels.firstKept)} of the first`;
    terminal.print(`${kept} (${topLabels.vocabulary})`);
  }
  terminal.print(
    `Backbone body: ${int8.toFixed(1)} images/s, ${times} times float32's ${float32.toFixed(1)} (${threads} threads)`,
  );
  const { featuresMedian, featuresLowest, regionsLowest } = QUANTIZATION_THRESHOLD;
  const threshold = `features' median ${featuresMedian} and lowest ${featuresLowest}, regions' lowest ${regionsLowest}`;
  terminal.print(`${passesThreshold(report) ? "Within" : "Below"} the threshold (${threshold})`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
