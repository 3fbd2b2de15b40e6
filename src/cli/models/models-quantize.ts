import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { RegionaryError } from "../../errors";
import { modelVersionNamed } from "../../services/models/named-models";
import { passesThreshold, QUANTIZATION_THRESHOLD } from "../../services/models/quantization-report";
import { quantizeModel } from "../../services/models/quantize-model";
import { newestVocabularyFor, vocabularyNamed } from "../../services/vocabularies/named-vocabularies";
import { findPictures } from "../find-pictures";
import { positiveInteger } from "../option-values";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { type Workplace, withDatabase } from "../with-database";
import { withWorkDirectory } from "../with-work-directory";

interface Options {
  readonly images: string;
  readonly calibrate: number;
  readonly name?: string;
  readonly vocabulary?: string;
}

/** `regionary models quantize`: a model version becomes one whose backbone computes in 8 bits. */
export function addModelsQuantize(models: Command, terminal: Terminal): void {
  models
    .command("quantize")
    .description("make an 8-bit version of a model for the CPU, and measure how far it is from the model")
    .argument("<model>", "NAME for its latest version, or NAME@VERSION")
    .requiredOption("--images <directory>", "pictures like those to be labelled")
    .option(
      "--calibrate <count>",
      "how many of them give its ranges; the others measure",
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
      const { files } = await findPictures([options.images]);
      await withDatabase(terminal, async (workplace) => {
        const model = await modelVersionNamed(workplace.db, wanted);
        const vocabulary = await vocabularyFor(model, options, workplace);
        const quantized = await quantize(model, vocabulary, files, options, workplace, terminal);
        const { name, version } = quantized.model;
        const which = `${name}, version ${version}`;
        terminal.print(
          quantized.alreadyStored
            ? `Already stored: ${which}; it keeps its first report, this is a new one`
            : `Quantized: ${which}`,
        );
        printReport(quantized.report, terminal);
        terminal.print(
          passesThreshold(quantized.report)
            ? `On a CPU like this one it makes the predictions of ${quantized.report.source} (REGIONARY_INT8=off keeps float32)`
            : `It is used only once it is activated: npx regionary models activate ${name}@${version}`,
        );
      });
    });
}

type Model = Awaited<ReturnType<typeof modelVersionNamed>>;
type Vocabulary = Awaited<ReturnType<typeof vocabularyNamed>>;

function vocabularyFor(
  { id }: Model,
  { vocabulary }: Options,
  { db }: Workplace,
): Promise<Vocabulary | null> {
  return vocabulary === undefined ? newestVocabularyFor(db, id) : vocabularyNamed(db, vocabulary);
}

function quantize(
  model: Model,
  vocabulary: Vocabulary | null,
  files: readonly string[],
  { calibrate, name = `${model.name}-int8`, images }: Options,
  { db, config, signal }: Workplace,
  terminal: Terminal,
) {
  if (files.length === 0) throw new RegionaryError("NOT_FOUND", `There are no pictures in ${images}.`);
  return withWorkDirectory(path.join(config.dataDirectory, "tmp"), (work) =>
    showProgress({ format: "{value}" }, (update) => {
      let last = "";
      const request = { model, name, files, forRanges: calibrate, vocabulary };
      const directories = { work, modelCache: path.join(config.dataDirectory, "models") };
      return quantizeModel(db, request, directories, (step, done) => {
        signal.throwIfAborted();
        if (step !== last) terminal.warn(step);
        last = step;
        update(step === "storing" ? Math.round(done / 1e6) : done);
      });
    }),
  );
}

function printReport(report: NonNullable<Model["quantization"]>, terminal: Terminal): void {
  const { features, regions, topLabels, imagesPerSecond, rangeImages, measuredImages } = report;
  const cosine = ({ median, lowest }: { median: number; lowest: number }) =>
    `median ${median.toFixed(4)}, lowest ${lowest.toFixed(4)}`;
  const { float32, int8, threads } = imagesPerSecond;
  const times = (int8 / float32).toFixed(1);
  terminal.print(`${rangeImages.length} pictures gave its ranges, ${measuredImages.length} measured it`);
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
