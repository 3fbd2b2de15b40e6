import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Parameter } from "../../src/graph/graph";
import { openCheckpoint } from "../../src/model/checkpoints/open-checkpoint";
import { writeSafetensors } from "../../src/model/checkpoints/write-safetensors";
import { readValues } from "../../src/tensor/read-values";

const position = z.strictObject({
  /** The training that it belongs to: another recipe does not continue from it. */
  recipe: z.string(),
  /** The planned number of steps of that training. */
  steps: z.int(),
  step: z.int().min(0),
  /** In all runs so far together. */
  wallSeconds: z.number(),
  cpuSeconds: z.number(),
  /** The mean loss since the position before, at each one. */
  losses: z.array(z.strictObject({ step: z.int(), loss: z.number() })),
});

/** How far a training is. */
export type TrainingPosition = z.infer<typeof position>;

type Values = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

const FILE = "position.json";
const stateFile = (directory: string, step: number) => path.join(directory, `state-${step}.safetensors`);

/** Keeps a position and its state. Killed at any moment, the directory has either this one or the one before. */
export async function saveCheckpoint(
  directory: string,
  at: TrainingPosition,
  tensors: readonly Parameter[],
  state: Values,
): Promise<void> {
  const before = await readPosition(directory);
  await writeSafetensors(
    stateFile(directory, at.step),
    tensors.map(({ name, shape }) => ({ name, shape, data: state[name]! })),
  );
  const partial = path.join(directory, `${FILE}.partial`);
  await writeFile(partial, JSON.stringify(at));
  await rename(partial, path.join(directory, FILE));
  if (before && before.step !== at.step) await rm(stateFile(directory, before.step), { force: true });
}

/** The last kept position, if there is one. */
export async function readPosition(directory: string): Promise<TrainingPosition | null> {
  const text = await readFile(path.join(directory, FILE), "utf8").catch(() => null);
  return text === null ? null : position.parse(JSON.parse(text));
}

/** The state at a position. */
export async function readState(directory: string, { step }: TrainingPosition): Promise<Values> {
  const checkpoint = await openCheckpoint(stateFile(directory, step));
  try {
    const state: Record<string, Float32Array<ArrayBuffer>> = {};
    for (const [name, tensor] of checkpoint.tensors) state[name] = await readValues(tensor);
    return state;
  } finally {
    await checkpoint.close();
  }
}
