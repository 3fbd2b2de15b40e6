import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { spread } from "../figures/spread";
import type { Figure } from "./benchmark";
import { progress } from "./progress";

const PAIRS = 5;
const MAX_OUTPUT_BYTES = 2 ** 26;

/**
 * Runs benchmarks by turns in this checkout and in another, which has its modules installed: five pairs, each run a
 * process of its own. Gives medians and ranges of both, and of the pairs' ratios, for the figures that both have.
 */
export async function byTurns(names: readonly string[], other: string): Promise<Figure[]> {
  const here = path.resolve(__dirname, "../..");
  const runs = { here: [] as Figure[][], there: [] as Figure[][] };
  for (let pair = 1; pair <= PAIRS; pair++)
    for (const side of pair % 2 === 1 ? (["there", "here"] as const) : (["here", "there"] as const)) {
      progress(`pair ${pair} of ${PAIRS}: ${side === "here" ? here : other}`);
      runs[side].push(await figuresOf(side === "here" ? here : other, names));
    }
  const shared = runs.here[0]!.filter(({ name }) => runs.there[0]!.some((figure) => figure.name === name));
  return shared.flatMap(({ name, unit }) => {
    const valuesOf = (figures: readonly Figure[][]) =>
      figures.map((run) => run.find((figure) => figure.name === name)!.value);
    const [before, now] = [valuesOf(runs.there), valuesOf(runs.here)];
    const ratios = now.map((value, i) => value / before[i]!);
    return [
      spread(`there: ${name}`, unit, before),
      spread(`here: ${name}`, unit, now),
      spread(`here, of there: ${name}`, "", ratios),
    ];
  });
}

async function figuresOf(checkout: string, names: readonly string[]): Promise<Figure[]> {
  const args = ["scripts/bench.mjs", ...names, "--json"];
  const options = { cwd: checkout, maxBuffer: MAX_OUTPUT_BYTES };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as Figure);
}
