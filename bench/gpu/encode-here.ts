import path from "node:path";
import type { Provider } from "../../src/inference/providers/providers";
import { createSessionShelf } from "../../src/inference/sessions/session-shelf";
import type { Precision } from "../../src/inference/stages/encode-layout";
import { float16Stages } from "../../src/inference/stages/float16-stages";
import { rowsOfSession } from "../../src/inference/stages/rows-for";
import { createChainMemory, runStagesToFloats } from "../../src/inference/stages/run-stages";
import type { Stage } from "../../src/model/description";
import type { BenchModel } from "../workplace";

/** The encode stages of a model on a provider, on this thread, by the service's own loop. */
export interface EncodeHere {
  /** Regions [N, rows, R] of images [N, 3, height, width]; valid until the next call. */
  regions(images: Float32Array, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

export async function encodeHere(
  { name, description, directory }: BenchModel,
  {
    provider,
    precision,
    threads,
    maxBatch,
  }: { provider: Provider; precision: Precision; threads: number; maxBatch: number },
): Promise<EncodeHere> {
  const float32 = description.encode.map((stage) => ({
    ...stage,
    file: path.resolve(directory, stage.file),
  }));
  const halves = path.join(directory, `${name}-float16`);
  const stages = precision === "float32" ? float32 : await float16Stages(float32, halves);
  if (!stages) throw new Error(`${name} cannot be made in float16`);
  const runtime = { provider, threads };
  const shelf = createSessionShelf(1);
  const open = (stage: Stage, rows: number) =>
    shelf.get({ key: name, runtime }, stage.file, rowsOfSession(stage, { runtime, maxBatch }, rows));
  const memory = createChainMemory();
  const chain = { stages, runtime, maxBatch, picture: null, open };
  return {
    async regions(images, count) {
      const made = await runStagesToFloats(
        chain,
        { count, values: { image: [images] } },
        ["regions"],
        memory,
      );
      return made.regions!;
    },
    close: () => shelf.dropAll(),
  };
}
