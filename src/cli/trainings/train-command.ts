import type { Command } from "commander";
import { benchmarkSetNamed } from "../../services/benchmarks/named-benchmark-sets";
import { findModelVersion } from "../../services/find-by-id";
import { backboneNamed } from "../../services/models/named-models";
import { findTraining } from "../../services/trainings/find-training";
import { trainOrGoOn } from "../../services/trainings/train-model";
import { findSpace } from "../../services/vocabularies/find-space";
import { positiveInteger, wholeNumber } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { type Workplace, withDatabase } from "../with-database";
import { withJobs } from "../with-jobs";
import { followTraining } from "./follow-training";

interface Options {
  readonly set: string;
  readonly backbone: string;
  readonly name: string;
  readonly recipe: string;
  readonly batch?: number;
  readonly epochs?: number;
  readonly learningRate?: number;
  readonly validationShare?: number;
  readonly kind: string;
  readonly heads: number;
  readonly channelDim: number;
  readonly seed: number;
  readonly threads?: number;
  readonly activate?: boolean;
  readonly space?: string;
}

/** `regionary train`: trains a head on a benchmark set, here or in a service that runs. */
export function addTrain(program: Command, terminal: Terminal): void {
  program
    .command("train")
    .description("train a head on a benchmark set; the same command again goes on where it was stopped")
    .requiredOption("--set <name>", "the benchmark set to learn from")
    .requiredOption("--backbone <name>", "the name of an imported backbone")
    .requiredOption("--name <name>", "what to call the model; the same name again makes its next version")
    .option("--recipe <name>", "general, or official: the authors' for NUS-WIDE", "general")
    .option("--batch <images>", "images in a step (general: 32)", positiveInteger)
    .option("--epochs <count>", "epochs of the search (general: 40)", positiveInteger)
    .option("--learning-rate <rate>", "the highest learning rate (general: 0.001)", Number)
    .option(
      "--validation-share <share>",
      "the share of the images held back for validation (general: 0.2)",
      Number,
    )
    .option("--kind <kind>", "biam, or linear: the baseline that another head must beat", "biam")
    .option("--heads <count>", "attention heads of a BiAM head", positiveInteger, 8)
    .option("--channel-dim <channels>", "channels of a BiAM head", positiveInteger, 256)
    .option("--seed <number>", "the seed of everything random", wholeNumber(0, 1_000_000_000), 1)
    .option(
      "--space <name>",
      "the vector space to train in (the only one in which the set's labels have vectors)",
    )
    .option("--threads <count>", "threads to use (half of the cores)", positiveInteger)
    .option("--activate", "make new predictions with this model (always for the first one)")
    .action((options: Options) =>
      withDatabase(terminal, async (workplace) => {
        const { db } = workplace;
        const { set, backbone, kind: head, space: spaceName, activate = false, ...others } = options;
        const { id: setId } = await benchmarkSetNamed(db, set);
        const { id: backboneId } = await backboneNamed(db, backbone);
        const space = spaceName === undefined ? null : await findSpace(db, spaceName);
        const request = { ...others, head, setId, backboneId, activate, spaceId: space?.id };
        const { work: training, isNew } = await trainOrGoOn(db, request);
        if (!isNew) terminal.warn("Going on with the training that was stopped");
        await withJobs(workplace, terminal, "TRAINING", (context) =>
          followTraining(context, training, workplace.signal, terminal),
        );
        await printResult(workplace, training.id, terminal);
      }),
    );
}

async function printResult({ db }: Workplace, id: string, terminal: Terminal): Promise<void> {
  const { state, errorMessage, modelVersionId } = await findTraining(db, id);
  if (state === "FAILED") return terminal.fail(`The training failed: ${errorMessage}`);
  if (modelVersionId === null) return terminal.fail("The training was canceled.");
  const model = await findModelVersion(db, modelVersionId);
  terminal.print(`Trained: ${model.name}, version ${model.version}`);
  terminal.print(
    model.active
      ? "It is the active model."
      : `It is not active: bin/regionary models activate ${model.name}@${model.version}`,
  );
}
