import { type Command, Option } from "commander";
import { RegionaryError } from "../../errors";
import { evaluate } from "../../evaluation/report/evaluate";
import { EvaluationAccumulator } from "../../evaluation/scores/accumulator";
import { type SparseLabels, sparseLabels } from "../../evaluation/scores/labels";
import { planEvaluation } from "../../evaluation/scores/plan";
import { PROTOCOL_NAMES, type ProtocolName, protocols } from "../../evaluation/scores/protocols";
import type { NpyData } from "../../tensor/npy";
import { openNpyMatrix } from "../../tensor/npy-matrix";
import { kList, requireFiles, wholeNumber } from "../option-values";
import type { Terminal } from "../terminal/terminal";
import { formatReport } from "./format-report";
import { seenColumns } from "./seen-columns";

/** Rows read at a time: 4 MB of scores at 1,000 classes. */
const CHUNK = 1024;
const MOST_RESAMPLES = 10_000;

interface Options {
  readonly scores: string;
  readonly labels: string;
  readonly protocol: ProtocolName;
  readonly asPublished?: true;
  readonly seen?: number;
  readonly k?: number[];
  readonly resamples: number;
  readonly seed: number;
  readonly confusions: number;
  readonly json?: true;
}

/** `regionary metrics`: the metrics of a protocol on arrays of scores and labels, without a database. */
export function addMetrics(program: Command, terminal: Terminal): void {
  program
    .command("metrics")
    .description("measure scores against labels by a benchmark's protocol")
    .requiredOption("--scores <file>", ".npy of float32 or float64, [images, classes]")
    .requiredOption("--labels <file>", ".npy of integers: +1 present, -1 absent, 0 unknown")
    .addOption(
      new Option("--protocol <name>", "what is measured").choices(PROTOCOL_NAMES).makeOptionMandatory(),
    )
    .option("--as-published", "as the authors' programs compute it, with their mistakes")
    .option("--seen <count>", "how many of the first columns are seen classes", wholeNumber(0, 2 ** 24))
    .option(
      "--k <list>",
      "how many of the best scores count as predictions, such as 3,5 (the protocol's)",
      kList,
    )
    .option(
      "--resamples <count>",
      "resamples of the images for 95% intervals, such as 200",
      wholeNumber(0, MOST_RESAMPLES),
      0,
    )
    .option("--seed <number>", "another number draws other resamples", wholeNumber(0, 2 ** 32 - 1), 1)
    .option("--confusions <count>", "how many pairs of confused classes to name", wholeNumber(0, 10_000), 0)
    .option("--json", "print the whole report as JSON")
    .action(async (options: Options) => {
      const { resamples, seed, confusions } = options;
      const data = await accumulate(options);
      const report = evaluate(data, { resamples, seed, confusions });
      terminal.print(options.json ? JSON.stringify(report) : formatReport(report));
    });
}

async function accumulate({ scores: scoresFile, labels: labelsFile, ...options }: Options) {
  await requireFiles({ "--scores": scoresFile, "--labels": labelsFile });
  const protocol = protocols[protocolOf(options)];
  const scores = await openNpyMatrix(scoresFile);
  const labels = await openNpyMatrix(labelsFile);
  try {
    const { rows: images, columns: classes } = scores;
    if (labels.rows !== images || labels.columns !== classes)
      throw new RegionaryError(
        "INVALID_INPUT",
        `Scores and labels must have the same shape; got [${images}, ${classes}] and [${labels.rows}, ${labels.columns}].`,
      );
    const seen = seenColumns(protocol, classes, options.seen);
    const chunks: SparseLabels[] = [];
    for (let first = 0; first < images; first += CHUNK)
      chunks.push(sparseLabels(toLabels(await labels.read(first, CHUNK)), classes));
    const plan = planEvaluation(protocol, seen, { ks: options.k, labels: chunks });
    const accumulator = new EvaluationAccumulator(plan);
    for (const [place, chunk] of chunks.entries())
      accumulator.add(toScores(await scores.read(place * CHUNK, CHUNK)), chunk);
    return accumulator.data();
  } finally {
    await Promise.all([scores.close(), labels.close()]);
  }
}

function toScores(values: NpyData): Float32Array {
  if (values instanceof Float32Array) return values;
  if (values instanceof Float64Array) return Float32Array.from(values);
  throw new RegionaryError("INVALID_INPUT", "Scores must be float32 or float64; got integers.");
}

function toLabels(values: NpyData): Int8Array {
  if (values instanceof Int8Array) return values;
  // A wrong value beyond a byte must stay wrong: 257 must not become 1.
  return Int8Array.from(values as Iterable<number | bigint>, (value) =>
    Number.isInteger(Number(value)) && Math.abs(Number(value)) <= 127 ? Number(value) : 127,
  );
}

function protocolOf({ protocol, asPublished }: Pick<Options, "protocol" | "asPublished">): ProtocolName {
  if (!asPublished || protocol.endsWith("-as-published")) return protocol;
  const name = PROTOCOL_NAMES.find((known) => known === `${protocol}-as-published`);
  if (name) return name;
  throw new RegionaryError(
    "INVALID_INPUT",
    `--as-published must be used with the protocol nus-wide or open-images; got ${protocol}.`,
  );
}
