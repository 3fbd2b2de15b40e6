import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { batching } from "./batching";
import { decoding } from "./decoding";
import { evaluation } from "./evaluation";
import { evaluationRun } from "./evaluation/evaluation-run";
import { evaluationMemory } from "./evaluation-memory";
import { gpu, gpuParts } from "./gpu/gpu";
import { int8, int8Clip } from "./int8";
import { memory } from "./memory";
import { memoryModels } from "./memory-models";
import { mixed } from "./mixed";
import { newVocabulary } from "./new-vocabulary";
import { ortSettings } from "./ort-settings/ort-settings";
import { overhead } from "./overhead";
import { regionCuts } from "./region-cuts";
import type { Benchmark, Figure } from "./runner/benchmark";
import { byTurns } from "./runner/by-turns";
import { machine } from "./runner/machine";
import { lineOf, tableOf } from "./runner/print-figures";
import { sceneDrawing } from "./scene-drawing";
import { search } from "./search/search";
import { searchExactness } from "./search/search-exactness";
import { searchScenes } from "./search/search-scenes";
import { searchScan } from "./search-scan";
import { speed } from "./speed/speed";
import { studioScroll } from "./studio/studio-scroll";
import { texts } from "./texts";
import { trainingStepTime } from "./training-step";
import { createWorkplace } from "./workplace";

const OPTIONS = {
  json: { type: "boolean", default: false },
  table: { type: "boolean", default: false },
  beside: { type: "string" },
  record: { type: "string" },
  images: { type: "string", default: "10000" },
  out: { type: "string" },
} as const;

/**
 * `npm run bench [name …] [-- OPTION …]`: runs benchmarks, all without a name, and prints their figures. A name that
 * several begin with, such as `speed`, stands for all of them. --json prints an object a line; --table adds a table in
 * Markdown; --out FILE writes the figures as JSON; --beside DIR runs them by turns with another checkout; --record FILE is
 * for `mixed`, --images N,… for `search`.
 */
async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  const { json, table, beside, out, record = null } = values;
  const benchmarks: Benchmark[] = [
    batching,
    decoding,
    evaluation,
    evaluationRun,
    evaluationMemory,
    overhead,
    ...speed,
    texts,
    newVocabulary,
    int8,
    ...int8Clip,
    ...ortSettings,
    gpu,
    ...gpuParts,
    memory,
    memoryModels,
    sceneDrawing,
    trainingStepTime,
    regionCuts,
    mixed(record),
    ...search(sizesOf(values.images)),
    searchScan,
    searchExactness,
    searchScenes,
    studioScroll,
  ];
  const chosen = chooseBenchmarks(benchmarks, positionals);
  const place = createWorkplace();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => place.close().finally(() => process.exit(1))); // 600 MB are not to be left behind
  if (!json) console.log(machine(place.provider));
  const printed: Figure[] = [];
  const print = (figures: readonly Figure[]) => {
    for (const figure of figures) console.log(json ? JSON.stringify(figure) : lineOf(figure));
    printed.push(...figures);
  };
  try {
    if (beside) {
      const names = chosen.map(({ name }) => name);
      print(await byTurns(names, beside));
    } else
      for (const benchmark of chosen) {
        if (!json) console.log(`\n${benchmark.name}: ${benchmark.about}`);
        print(await benchmark.run(place));
      }
    if (table) console.log(`\n${tableOf(printed)}`);
    if (out) await writeFile(out, `${JSON.stringify(printed, null, 2)}\n`);
  } finally {
    await place.close();
  }
}

/** Numbers of images, such as 10000,100000. */
function sizesOf(text: string): number[] {
  const sizes = text.split(",").map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 1000)) return sizes;
  throw new Error(`--images takes numbers from 1,000 on, with commas between them; got "${text}".`);
}

/** Those of a name, or whose names begin with it; all where no name is given. */
function chooseBenchmarks(benchmarks: readonly Benchmark[], names: readonly string[]): Benchmark[] {
  const isOf = (name: string) => (benchmark: Benchmark) =>
    benchmark.name === name ||
    (!benchmarks.some((one) => one.name === name) && benchmark.name.startsWith(`${name}-`));
  const unknown = names.filter((name) => !benchmarks.some(isOf(name)));
  if (unknown.length > 0) {
    const known = benchmarks.map(({ name, about }) => `  ${name}: ${about}`).join("\n");
    throw new Error(`There is no benchmark ${unknown.join(", ")}. There are:\n${known}`);
  }
  return benchmarks.filter((benchmark) => names.length === 0 || names.some((name) => isOf(name)(benchmark)));
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
