import path from "node:path";
import { type Command, Option } from "commander";
import { RegionaryError } from "../../errors";
import type { ServiceContext } from "../../services/context";
import { fittedOn } from "../../services/evaluations/runs/fitted-on";
import { modelVersionNamed } from "../../services/models/named-models";
import { csvLines } from "../../services/predictions/export-lines";
import { type ExportedImage, exportedImages } from "../../services/predictions/exported-image";
import { labelStored } from "../../services/predictions/label-stored";
import { addPictures } from "../images/add-pictures";
import { type FoundFile, findPictures } from "../library/find-pictures";
import { writeSidecar } from "../library/xmp-sidecar";
import { positiveInteger, probability } from "../option-values";
import { oneLine } from "../terminal/one-line";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { withContext } from "../with-context";
import { labelVocabulary } from "./label-vocabulary";

interface Options {
  readonly vocabulary?: string;
  readonly words?: string;
  readonly model?: string;
  readonly top: number;
  readonly above?: number;
  readonly csv?: true;
  readonly json?: true;
  readonly xmp?: true;
}

/** A labeled picture with the file that it was read from. */
type Labeled = ExportedImage & { readonly found: FoundFile };

/** `regionary label`: the labels of the pictures in a folder. */
export function addLabel(program: Command, terminal: Terminal, version: string): void {
  program
    .command("label")
    .description(
      "store the pictures of a folder, and print their best labels or write them beside the pictures",
    )
    .argument("<path...>", "picture files, and directories that are searched at any depth")
    .addOption(
      new Option("--vocabulary <name>", "NAME or NAME@VERSION: the labels to choose from").conflicts("words"),
    )
    .option("--words <file>", "or a file of labels, one a line, stored as a vocabulary of the file's name")
    .option("--model <name>", "NAME for its latest version, or NAME@VERSION (the active one)")
    .option("--top <count>", "how many labels of each picture at most", positiveInteger, 5)
    .option("--above <probability>", "only labels with at least this probability, such as 0.5", probability)
    .addOption(new Option("--csv", "print a row for each picture and label").conflicts(["json", "xmp"]))
    .addOption(new Option("--json", "print one JSON array, with the boxes of each label").conflicts(["xmp"]))
    .option(
      "--xmp",
      "write a sidecar beside each picture, such as IMG.jpg.xmp, with the labels as dc:subject",
    )
    .action((paths: string[], options: Options) =>
      withContext(terminal, version, async (context, { db, signal }) => {
        const vocabulary = await labelVocabulary(context, options);
        const model = options.model
          ? await modelVersionNamed(db, options.model)
          : await context.models.active();
        const { files, unreadable } = await findPictures(paths, signal);
        const { imageIds, refusals } = await showProgress(
          { format: "[{bar}] {value}/{total} pictures stored", total: files.length },
          (update) => addPictures({ db, signal }, files, update),
        );
        const request = { model, vocabulary, topK: options.top, signal };
        await write(labeled(context, files, imageIds, request, options), options, terminal);
        const set = await fittedOn(context, { modelVersionId: model.id, vocabularyId: vocabulary.id });
        if (set !== null)
          terminal.warn(
            `The probabilities were fitted on the pictures of the benchmark set "${set}": of pictures unlike those they say little.`,
          );
        for (const [directory, reason] of unreadable) terminal.fail(`${directory}: ${reason}`);
        for (const { file, reason } of refusals) terminal.fail(`${oneLine(file.shown)}: ${reason}`);
      }),
    );
}

async function* labeled(
  context: ServiceContext,
  files: readonly FoundFile[],
  imageIds: readonly (string | null)[],
  request: Parameters<typeof labelStored>[2],
  { above, json }: Options,
): AsyncGenerator<Labeled> {
  for (const [position, found] of files.entries()) {
    request.signal.throwIfAborted();
    const imageId = imageIds[position] ?? null;
    const stored = imageId === null ? null : await labelStored(context, imageId, request);
    if (!stored) continue;
    // The same picture may lie at several places: this one is asked about.
    const image = { ...stored.image, name: path.posix.basename(found.below), path: found.below };
    const one = [{ ...stored, image, position }];
    for await (const exported of exportedImages(context, one, { boxes: json }))
      yield { ...exported, labels: exported.labels.filter((label) => isAbove(label, above)), found };
  }
}

function isAbove({ probability }: ExportedImage["labels"][number], above: number | undefined): boolean {
  if (above === undefined) return true;
  if (probability !== null) return probability >= above;
  throw new RegionaryError(
    "INVALID_INPUT",
    "--above needs probabilities, and this model has none for these labels until it is evaluated: bin/regionary evaluate SET. Leave --above out to get the best labels.",
  );
}

async function write(pictures: AsyncIterable<Labeled>, options: Options, terminal: Terminal): Promise<void> {
  if (options.csv) {
    for await (const line of csvLines(pictures)) terminal.print(line.trimEnd());
  } else if (options.json) {
    const all: object[] = [];
    for await (const { found, ...picture } of pictures) all.push({ file: found.shown, ...picture });
    terminal.print(JSON.stringify(all, null, 2));
  } else if (options.xmp) {
    let written = 0;
    for await (const { found, labels } of pictures) {
      const refused = await writeSidecar(
        found.file,
        labels.map(({ label }) => label),
      );
      if (refused === null) written++;
      else terminal.fail(`${oneLine(found.shown)}: ${refused}`);
    }
    terminal.print(`${written} ${written === 1 ? "sidecar" : "sidecars"} written`);
  } else {
    for await (const { found, labels } of pictures) {
      const named = labels.map(({ label, probability }) =>
        probability === null ? label : `${label} (${probability.toFixed(2)})`,
      );
      terminal.print(`${oneLine(found.shown)}: ${named.join(", ") || "-"}`);
    }
  }
}
