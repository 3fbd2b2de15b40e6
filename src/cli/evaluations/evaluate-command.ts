import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { PROTOCOL_NAMES, type ProtocolName } from "../../evaluation/scores/protocols";
import { benchmarkSetNamed } from "../../services/benchmarks/named-benchmark-sets";
import type { ServiceContext } from "../../services/context";
import { reportDocument } from "../../services/evaluations/documents/report-document";
import { drawReportPage } from "../../services/evaluations/documents/report-page";
import { evaluateHere } from "../../services/evaluations/runs/evaluate-here";
import { modelVersionNamed } from "../../services/models/named-models";
import { kList, requireWritable, wholeNumber } from "../option-values";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { withContext } from "../with-context";
import { formatReport } from "./format-report";
import { runAddresses } from "./run-addresses";

const MOST_RESAMPLES = 1_000;
const PRINTED_CONFUSIONS = 3;
const PROGRESS = "{bar} {percentage}% | {value}/{total} images | {left} left";

interface Options {
  readonly model?: string;
  readonly protocol?: ProtocolName;
  readonly k?: number[];
  readonly resamples?: number;
  readonly json?: true;
  readonly html?: string;
}

/** `regionary evaluate`: measures a model version on a stored benchmark set, in this process. */
export function addEvaluate(program: Command, terminal: Terminal, version: string): void {
  program
    .command("evaluate")
    .description("measure a model on a stored benchmark set; after a stop, the same command goes on")
    .argument("<set>", "the benchmark set's name")
    .option("--model <name>", "NAME for its latest version, or NAME@VERSION (the active one)")
    .addOption(new Option("--protocol <name>", "what is measured (the set's own)").choices(PROTOCOL_NAMES))
    .option(
      "--k <list>",
      "how many of the best scores count as predictions, such as 3,5 (the protocol's)",
      kList,
    )
    .option(
      "--resamples <count>",
      "resamples of the images for 95% intervals (200)",
      wholeNumber(0, MOST_RESAMPLES),
    )
    .option("--json", "print the whole report as JSON, with the names of labels and pictures")
    .option("--html <file>", "also write the run as one HTML page, with its plots and pictures")
    .action((name: string, options: Options) =>
      withContext(terminal, version, async (context, { db, signal, config }) => {
        if (options.html !== undefined) await requireWritable("--html", options.html);
        const set = await benchmarkSetNamed(db, name);
        const { report, run } = await evaluate(context, set, options, { signal, terminal }).catch(
          (error: unknown) => {
            if (signal.aborted) terminal.warn("Run the same command again to go on where this one stopped.");
            throw error;
          },
        );
        if (options.html !== undefined) await writeFile(options.html, await drawReportPage(context, run.id));
        if (options.json) return terminal.print((await reportDocument(context, run))!);
        const positions = [...set.labelKeys.keys()];
        const labels = await context.vocabularies.labelsAt(set.vocabularyId, positions);
        const nameOf = (position: number) => `"${labels[position]?.label}"`;
        terminal.print(formatReport(report, nameOf, PRINTED_CONFUSIONS));
        terminal.print(`\n${runAddresses(config, run.id)}`);
      }),
    );
}

async function evaluate(
  context: ServiceContext,
  set: { readonly id: string; readonly total: number },
  { model: wanted, protocol, k, resamples }: Options,
  { signal, terminal }: { signal: AbortSignal; terminal: Terminal },
) {
  const model = wanted && (await modelVersionNamed(context.db, wanted));
  const request = {
    benchmarkSetId: set.id,
    modelVersionId: model ? model.id : null,
    protocol,
    ks: k,
    resamples,
  };
  const tell = progressLines(terminal);
  return showProgress({ format: PROGRESS, total: set.total }, (update) =>
    evaluateHere(context, request, {
      signal,
      onProgress: ({ done, total, imagesPerSecond }) => {
        const left = imagesPerSecond ? duration((total - done) / imagesPerSecond) : "?";
        update(done, total, { left });
        tell(done, total);
      },
    }),
  );
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 120 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
