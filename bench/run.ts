import os from "node:os";
import { batching } from "./batching";
import type { Benchmark, Figure } from "./benchmark";
import { decoding } from "./decoding";
import { overhead } from "./overhead";
import { trainingStepTime } from "./training-step";

const benchmarks: Benchmark[] = [batching, decoding, overhead, trainingStepTime];

/** `npm run bench [name …] [-- --json]`: runs benchmarks and prints their figures. */
async function main(args: readonly string[]): Promise<void> {
  const json = args.includes("--json");
  const names = args.filter((arg) => arg !== "--json");
  const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    const known = benchmarks.map(({ name, about }) => `  ${name}: ${about}`).join("\n");
    throw new Error(`There is no benchmark ${unknown.join(", ")}. There are:\n${known}`);
  }
  if (!json) console.log(machine());
  for (const benchmark of benchmarks.filter(({ name }) => names.length === 0 || names.includes(name))) {
    if (!json) console.log(`\n${benchmark.name}: ${benchmark.about}`);
    for (const figure of await benchmark.run()) console.log(json ? JSON.stringify(figure) : line(figure));
  }
}

function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.availableParallelism()} x ${cpu?.model ?? "unknown CPU"}, ${memory} GiB, Node ${process.versions.node}`;
}

function line({ name, value, unit, target, met }: Figure): string {
  const reached = target === undefined ? "" : `  (target ${target}: ${met ? "met" : "missed"})`;
  return `  ${name}: ${Number(value.toPrecision(4))} ${unit}${reached}`;
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
