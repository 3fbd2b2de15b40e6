import { createInterface } from "node:readline/promises";
import { type Command, Option } from "commander";
import { RegionaryError } from "../../errors";
import type { ServiceContext } from "../../services/context";
import { findModelVersion } from "../../services/find-by-id";
import { acceptSetup, catalogueModel } from "../../services/setup/accept-setup";
import { type CatalogueModel, catalogueModels } from "../../services/setup/catalogue";
import { findSetup } from "../../services/setup/find-setup";
import { inBytes } from "../../services/setup/in-bytes";
import { bytesOf } from "../../services/setup/model-files";
import { watchWork } from "../../services/work/watch-work";
import { followEvents } from "../follow-events";
import { requireDirectory } from "../option-values";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { type Workplace, withDatabase } from "../with-database";
import { withJobs } from "../with-jobs";

interface Options {
  readonly model: string;
  readonly from?: string;
  readonly mirror?: string;
  readonly yes?: true;
}

/** `regionary setup`: fetches, imports and activates a model, here or in a service that runs. */
export function addSetup(program: Command, terminal: Terminal): void {
  program
    .command("setup")
    .description("get a model for photos; after a stop, the same command goes on")
    .argument("<for what>", "photos", forPhotos)
    .addOption(
      new Option("--model <id>", "which model")
        .choices(catalogueModels().map(({ id }) => id))
        .default(catalogueModels()[0]!.id),
    )
    .option("--from <directory>", "a folder that has the files, for machines without a network")
    .option(
      "--mirror <url>",
      "has the publishers' files at the same paths below it; http:// will do (REGIONARY_MIRROR)",
    )
    .option("--yes", "go on without being asked where the terms of a model are unverified")
    .addHelpText("after", `\nThe models:\n${catalogueModels().map(listed).join("\n")}`)
    .action(async (_: string, options: Options) => {
      const model = catalogueModel(options.model);
      if (options.from !== undefined && options.mirror !== undefined)
        throw new RegionaryError("INVALID_INPUT", "Give either --from or --mirror, not both.");
      if (options.from !== undefined) await requireDirectory("--from", options.from);
      await withDatabase(terminal, async (workplace) => {
        const { db, config, signal } = workplace;
        const mirror = options.from === undefined ? (options.mirror ?? config.mirror) : null;
        for (const line of plan(model, options.from ?? mirror)) terminal.print(line);
        const setup = await acceptSetup(db, {
          ...{ catalogueId: model.id, mirror, directory: options.from ?? null },
          acceptsUnverifiedTerms: options.from !== undefined || (await accepts(model, options, signal)),
        });
        if (setup.state !== "COMPLETED")
          await withJobs(workplace, terminal, "SETUP", (context) =>
            follow(context, setup, { signal, terminal }),
          );
        await printResult(workplace, setup.id, terminal);
      });
    });
}

function forPhotos(what: string): string {
  if (what === "photos") return what;
  throw new RegionaryError("INVALID_INPUT", `What a model is set up for must be photos; got "${what}".`);
}

const listed = (model: CatalogueModel) => `  ${model.id} (${inBytes(bytesOf(model))}): ${model.goodAt}`;

function plan(model: CatalogueModel, from: string | null): string[] {
  const { title, goodAt, license, convertedBytes, page } = model;
  const download = bytesOf(model);
  return [
    `${title}: ${goodAt}`,
    `License: ${license.terms} (${page})`,
    `From: ${from ?? new URL(model.files[0]![0]!.address).host}, about ${inBytes(download)}`,
    `Needs ${inBytes(download + 2 * convertedBytes)} of disk meanwhile, and keeps ${inBytes(convertedBytes)} in the database`,
  ];
}

/** Whether a person goes on with a model whose terms nobody has verified. */
async function accepts({ license }: CatalogueModel, { yes }: Options, signal: AbortSignal): Promise<boolean> {
  if (license.verified || yes) return true;
  if (!process.stdin.isTTY)
    throw new RegionaryError(
      "INVALID_INPUT",
      "The terms of this model are unverified: read them at its page, then run the command again with --yes.",
    );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question("Its terms are unverified. Go on? (y/N) ", { signal });
    if (/^y(es)?$/i.test(answer.trim())) return true;
  } finally {
    asking.close();
  }
  throw new RegionaryError("CANCELLED", "Nothing was downloaded.");
}

const SAID = {
  DOWNLOADING: "downloading",
  IMPORTING: "importing",
  MAKING_VOCABULARIES: "making vocabularies",
  ACTIVATING: "activating",
} as const;

async function follow(
  context: ServiceContext,
  { id, sequence }: { readonly id: string; readonly sequence: number },
  watched: { readonly signal: AbortSignal; readonly terminal: Terminal },
): Promise<void> {
  const { terminal } = watched;
  await showProgress({ format: "{bar} {value}/{total} {unit}" }, async (update) => {
    let last: string | null = null;
    let report = progressLines(terminal);
    await followEvents(watchWork(context, "SETUP", id, sequence), watched, ({ phase, done, total }) => {
      const isDownload = phase === "DOWNLOADING";
      const unit = isDownload ? "MB" : "vocabularies";
      if (phase !== null && phase !== last) {
        terminal.warn(SAID[phase as keyof typeof SAID]);
        report = progressLines(terminal, unit);
      }
      last = phase;
      if (total === 0 || (!isDownload && phase !== "MAKING_VOCABULARIES")) return;
      const [value, of] = isDownload ? [Math.round(done / 1_000), Math.round(total / 1_000)] : [done, total];
      report(value, of);
      update(value, of, { unit });
    });
  });
}

async function printResult({ db }: Workplace, id: string, terminal: Terminal): Promise<void> {
  const { state, errorMessage, modelVersionId } = await findSetup(db, id);
  if (state === "FAILED") return terminal.fail(`The setup failed: ${errorMessage}`);
  if (state !== "COMPLETED" || modelVersionId === null) return terminal.fail("The setup was canceled.");
  const { name, version, active } = await findModelVersion(db, modelVersionId);
  terminal.print(`Ready: ${name}, version ${version}`);
  terminal.print(
    active
      ? "It is the active model. Add photos: bin/regionary images add FOLDER (npm start runs the service)"
      : `It is not active: bin/regionary models activate ${name}@${version}`,
  );
}
