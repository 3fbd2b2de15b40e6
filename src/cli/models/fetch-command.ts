import path from "node:path";
import { type Command, Option } from "commander";
import { readConfig } from "../../config";
import { parseAddress } from "../../files/download/address";
import { fetchVgg19 } from "../../services/models/fetch-vgg19";
import { cataloguePart } from "../../services/setup/catalogue";
import { fetchGlove, GLOVE_DIMENSIONS } from "../../services/vocabularies/fetch-glove";
import { interruptible } from "../terminal/interruptible";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";

const ABOUT_BIAM = `
The authors' BiAM weights are on a drive that needs a browser: docs/command-line.md says where.`;

interface Options {
  readonly from: string;
  readonly to?: string;
}

/** `regionary fetch`: downloads what a real model needs from its publishers' own addresses. */
export function addFetch(program: Command, terminal: Terminal): void {
  const fetch = program
    .command("fetch")
    .description("download published files: VGG19 weights, GloVe word vectors")
    .addHelpText("after", ABOUT_BIAM);
  withPlaces(fetch, "vgg19")
    .description("download torchvision's VGG19 weights (575 MB), the backbone of the authors' model")
    .addHelpText("after", ABOUT_BIAM)
    .action((options: Options) => fetchVgg19Weights(options, terminal));
  withPlaces(fetch, "glove")
    .description("download the GloVe 6B word vectors (862 MB) and unpack those of one size")
    .addOption(
      new Option("--dimensions <count>", "how many numbers each vector has; the authors' model takes 300")
        .choices(GLOVE_DIMENSIONS.map(String))
        .default("300"),
    )
    .action((options: Options & { dimensions: string }) => fetchGloveWords(options, terminal));
}

function withPlaces(fetch: Command, id: string): Command {
  const { address } = cataloguePart(id).file;
  return fetch
    .command(id)
    .option("--from <url>", "another address of the same file, such as a mirror", address)
    .option("--to <directory>", "where to put it (downloads, in the data directory)");
}

async function fetchVgg19Weights({ from, to }: Options, terminal: Terminal): Promise<void> {
  const source = { address: parseAddress(from), directory: directoryFor(to, terminal) };
  const { path: file, alreadyThere } = await interruptible((signal) =>
    showProgress({ format: "[{bar}] {value}/{total} MB, {eta_formatted} left" }, (update) =>
      fetchVgg19(
        source,
        (bytes, totalBytes) => update(Math.round(bytes / 1e6), Math.round(totalBytes / 1e6)),
        signal,
      ),
    ),
  );
  terminal.print(`${alreadyThere ? "Already there" : "Fetched"}: ${file}`);
  terminal.print(
    `Next: bin/regionary models import --name NAME --head HEAD.pth --heads 8 --backbone ${file}`,
  );
  terminal.print(`Or, to train a head: bin/regionary backbones import --name vgg19 --backbone ${file}`);
}

async function fetchGloveWords(
  { from, to, dimensions }: Options & { dimensions: string },
  terminal: Terminal,
): Promise<void> {
  const source = {
    address: parseAddress(from),
    directory: directoryFor(to, terminal),
    dimensions: Number(dimensions),
  };
  const {
    path: file,
    archivePath,
    alreadyThere,
  } = await interruptible((signal) =>
    showProgress({ format: "[{bar}] {percentage}%, {eta_formatted} left" }, (update) => {
      let last = "";
      return fetchGlove(
        source,
        (step, done, total) => {
          if (step !== last) terminal.warn(step);
          last = step;
          update(done, total);
        },
        signal,
      );
    }),
  );
  terminal.print(`${alreadyThere ? "Already there" : "Fetched"}: ${file}`);
  if (!alreadyThere) terminal.print(`${archivePath} can be deleted, or kept for the other sizes.`);
  terminal.print(`Next: bin/regionary vectors import ${file} --name glove-6b-${dimensions}d`);
}

function directoryFor(to: string | undefined, { env }: Terminal): string {
  return to ?? path.join(readConfig(env).dataDirectory, "downloads");
}
