import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createSessionShelf } from "../src/inference/sessions/session-shelf";
import { createChainMemory, runStagesToFloats } from "../src/inference/stages/run-stages";
import { scoreModelOf } from "../src/inference/stages/score-model";
import { scoreRegions } from "../src/inference/stages/score-regions";
import { writeTinyModel } from "../test/helpers/models/tiny-model";
import { cpuOf } from "./runner/cpu-of";

const RUNS = 500;

/** CPU time of the stages alone for one image through the tiny model and `labels` labels, one image at a time. */
export async function tinyModelCpuMs(threads: number, labels: number): Promise<number> {
  const packages = await mkdtemp(path.join(os.tmpdir(), "regionary-bench-model-"));
  const { description, directory } = await writeTinyModel(packages);
  const { picture, encode, grid } = description;
  const shelf = createSessionShelf(2);
  const memory = createChainMemory();
  const runtime = { provider: "cpu", threads } as const;
  const open = (file: string) => shelf.get({ key: "encode", runtime }, path.join(directory, file));
  const chain = {
    stages: encode,
    runtime,
    maxBatch: 1,
    picture,
    open: ({ file }: { file: string }) => open(file),
  };
  const image = new Float32Array(3 * picture.height * picture.width);
  const scored = scoreModelOf("score", description, directory, 1);
  const classifiers = new Float32Array(labels * grid.regionSize);
  const one = async () => {
    const { regions } = await runStagesToFloats(
      chain,
      { count: 1, values: { image: [image] } },
      ["regions"],
      memory,
    );
    await scoreRegions(scored, (file) => shelf.get(scored, file), regions!, 1, classifiers, labels);
  };
  try {
    for (let run = 0; run < RUNS / 10; run++) await one();
    const total = await cpuOf(async () => {
      for (let run = 0; run < RUNS; run++) await one();
    });
    return total / RUNS;
  } finally {
    await shelf.dropAll();
    await rm(packages, { recursive: true, force: true });
  }
}
