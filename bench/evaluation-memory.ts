import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { transformFile } from "@swc/core";
import { importBenchmarkSet } from "../src/services/benchmarks/import-benchmark-set";
import { createVocabulary } from "../src/services/vocabularies/create-vocabulary";
import { activateModelVersion } from "../src/storage/models/model-versions";
import { prepareJobs } from "../src/storage/work/run-jobs";
import type { RunTask, RunUse } from "./evaluation/evaluation-memory-child";
import { type DrawnSet, nusWideLike, openImagesLike } from "./evaluation/evaluation-memory-sets";
import { type Benchmark, type Figure, targeted } from "./runner/benchmark";
import { startChild } from "./runner/child";
import { progress } from "./runner/progress";
import type { Workplace } from "./workplace";

const MB = 1e6;

/**
 * What a whole run takes beyond the loaded program and model: stored features, shards, the report with 200
 * resamples. The features are tiny, because the memory depends on the numbers of images and labels.
 */
export const evaluationMemory: Benchmark = {
  name: "evaluation-memory",
  about:
    "memory of whole runs: NUS-WIDE's 107,859 x 1,006 dense and Open Images' 125,436 x 7,586 sparse labels",
  async run(place) {
    // A program that is not compiled has a compiler in every thread, which would be counted with the run.
    const { status } = spawnSync(process.execPath, [path.resolve(__dirname, "../scripts/build.mjs")], {
      stdio: ["ignore", 2, 2],
    });
    if (status !== 0) throw new Error("the program that is to be measured could not be built");
    return [
      ...(await figures(place, "NUS-WIDE", nusWideLike(), 600)),
      ...(await figures(place, "Open Images", openImagesLike(), 1_000)),
    ];
  },
};

async function figures(place: Workplace, title: string, drawn: DrawnSet, limitMb: number): Promise<Figure[]> {
  const { directory, db, id } = await place.stored("tiny");
  await prepareJobs(db);
  await activateModelVersion(db, id);
  const { source, vectors } = drawn;
  const name = `evaluation-memory ${source.protocol}`;
  const size = vectors.length / source.labels.length;
  const { vocabulary } = await createVocabulary(db, {
    name,
    labels: source.labels.map(({ name: label, training }, at) => ({
      label,
      training,
      vector: [...vectors.subarray(at * size, (at + 1) * size)],
    })),
    space: "evaluation-memory",
  });
  progress(`storing ${source.count} images' features and labels`);
  const { set } = await importBenchmarkSet(db, { name, source, vectors: { vocabularyId: vocabulary.id } });
  progress("making the run");
  const child = startChild(await compiledChild(directory));
  try {
    const program = path.resolve(__dirname, "../dist");
    const task: RunTask = {
      program,
      url: db.url,
      directory,
      provider: place.provider,
      modelId: id,
      setId: set.id,
    };
    const use = await child.call<RunUse>(task);
    const figure = (what: string, value: number, unit: string) => ({
      name: `${title}, ${what}`,
      value,
      unit,
    });
    return [
      figure("the process before the run", use.loadedBytes / MB, "MB"),
      figure("scoring, beyond that", use.scoringBytes / MB, "MB"),
      figure("the report, beyond that", use.reportBytes / MB, "MB"),
      targeted(`${title}, the run`, Math.max(use.scoringBytes, use.reportBytes) / MB, "MB", ["<=", limitMb]),
      figure("time of scoring", use.scoringMs / 1_000, "s"),
      figure("time of the report", use.reportMs / 1_000, "s"),
    ];
  } finally {
    await child.end();
  }
}

/** The child's two files, compiled to `directory`; the path of the one to start. */
async function compiledChild(directory: string): Promise<string> {
  const child = "evaluation/evaluation-memory-child";
  for (const name of [child, "runner/child"]) {
    const { code } = await transformFile(path.join(__dirname, `${name}.ts`));
    await mkdir(path.join(directory, path.dirname(name)), { recursive: true });
    await writeFile(path.join(directory, `${name}.js`), code);
  }
  return path.join(directory, `${child}.js`);
}
