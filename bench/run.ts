import { parseArgs } from "node:util";
import { batching } from "./batching";
import { decoding } from "./decoding";
import { evaluation } from "./evaluation";
import { evaluationRun } from "./evaluation/evaluation-run";
import { evaluationMemory } from "./evaluation-memory";
import { gpu, gpuParity } from "./gpu/gpu";
import { int8, int8Clip } from "./int8";
import { memory } from "./memory";
import { memoryModels } from "./memory-models";
import { mixed } from "./mixed";
import { newVocabulary } from "./new-vocabulary";
import { overhead } from "./overhead";
import { poisson, poissonSmall } from "./poisson";
import { pytorch } from "./pytorch/pytorch";
import { regionCuts } from "./region-cuts";
import type { Benchmark, Figure } from "./runner/benchmark";
import { machine } from "./runner/machine";
import { sceneDrawing } from "./scene-drawing";
import { texts } from "./texts";
import { throughput, throughputClip, throughputSmall } from "./throughput";
import { trainingStepTime } from "./training-step";
import { createWorkplace } from "./workplace";

/** `npm run bench [name …] [-- --json] [-- --record FILE]`: runs benchmarks and prints their figures. */
async function main(args: readonly string[]): Promise<void> {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, record: { type: "string" } },
  });
  const { json, record = null } = values;
  const benchmarks: Benchmark[] = [
    batching,
    decoding,
    evaluation,
    evaluationRun,
    evaluationMemory,
    overhead,
    throughput,
    throughputSmall,
    ...throughputClip,
    texts,
    pytorch,
    poisson,
    poissonSmall,
    newVocabulary,
    int8,
    ...int8Clip,
    gpu,
    gpuParity,
    memory,
    memoryModels,
    sceneDrawing,
    trainingStepTime,
    regionCuts,
    mixed(record),
  ];
  const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    const known = benchmarks.map(({ name, about }) => `  ${name}: ${about}`).join("\n");
    throw new Error(`There is no benchmark ${unknown.join(", ")}. There are:\n${known}`);
  }
  const place = createWorkplace();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => place.close().finally(() => process.exit(1))); // 600 MB are not to be left behind
  if (!json) console.log(machine(place.provider));
  try {
    for (const benchmark of benchmarks.filter(({ name }) => names.length === 0 || names.includes(name))) {
      if (!json) console.log(`\n${benchmark.name}: ${benchmark.about}`);
      for (const figure of await benchmark.run(place))
        console.log(json ? JSON.stringify(figure) : line(figure));
    }
  } finally {
    await place.close();
  }
}

function line({ name, value, unit, target, met }: Figure): string {
  const reached = target === undefined ? "" : `  (target ${target}: ${met ? "met" : "missed"})`;
  return `  ${name}: ${Number(value.toPrecision(4))} ${unit}${reached}`;
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
