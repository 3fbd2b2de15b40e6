import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RegionaryError } from "../errors";
import type { Parameter } from "../graph/graph";
import { openCheckpoint } from "../model/checkpoints/open-checkpoint";
import { writeSafetensors } from "../model/checkpoints/write-safetensors";
import { readValues } from "../tensor/read-values";
import { elementCount } from "../tensor/shape";
import { type TrainingCheckpoint, validationSchema } from "./training-checkpoint";

const positionSchema = z.strictObject({
  seed: z.int(),
  phase: z.enum(["search", "fine-tuning"]),
  step: z.int().min(0),
  validations: z.array(validationSchema),
});

const NAME = /^checkpoint-(\d{8})$/;
const BEST = "best/";

/**
 * Keeps a checkpoint as a folder of its own in `directory`, complete or not there at all, and then removes
 * the ones before it.
 */
export async function saveCheckpoint(
  directory: string,
  state: readonly Parameter[],
  { position, state: values, best }: TrainingCheckpoint,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const before = await checkpointNames(directory);
  const last = before.at(-1);
  const number = last === undefined ? 1 : Number(NAME.exec(last)![1]) + 1;
  const name = `checkpoint-${String(number).padStart(8, "0")}`;
  const temporary = path.join(directory, `unfinished-${name}`);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
  const tensors = state.flatMap(({ name: tensor, shape }) => {
    const own = { name: tensor, shape, data: values[tensor]! };
    const ofBest = best?.[tensor];
    return ofBest ? [own, { name: BEST + tensor, shape, data: ofBest }] : [own];
  });
  await writeSafetensors(path.join(temporary, "state.safetensors"), tensors);
  await writeFile(path.join(temporary, "position.json"), `${JSON.stringify(position, null, 2)}\n`);
  await rename(temporary, path.join(directory, name));
  for (const old of before) await rm(path.join(directory, old), { recursive: true });
}

/**
 * The last checkpoint kept in `directory`; null where there is none. Throws CHECKPOINT_MISMATCH where it is
 * of a training with another state, and INVALID_CHECKPOINT where it is damaged.
 */
export async function loadCheckpoint(
  directory: string,
  state: readonly Parameter[],
): Promise<TrainingCheckpoint | null> {
  const last = (await checkpointNames(directory)).at(-1);
  if (!last) return null;
  const position = await readPosition(path.join(directory, last, "position.json"));
  const file = await openCheckpoint(path.join(directory, last, "state.safetensors"));
  try {
    const values: Record<string, Float32Array<ArrayBuffer>> = {};
    const best: Record<string, Float32Array<ArrayBuffer>> = {};
    for (const { name, shape } of state) {
      for (const [found, target] of [[name, values] as const, [BEST + name, best] as const]) {
        const tensor = file.tensors.get(found);
        if (tensor && elementCount(tensor.shape) === elementCount(shape))
          target[name] = await readValues(tensor);
        else if (tensor || target === values) {
          const what = `${found} is ${tensor ? "of another shape" : "missing"}`;
          throw new RegionaryError("CHECKPOINT_MISMATCH", `This checkpoint is of another training: ${what}.`);
        }
      }
    }
    return { position, state: values, best: Object.keys(best).length > 0 ? best : null };
  } finally {
    await file.close();
  }
}

async function readPosition(file: string): Promise<TrainingCheckpoint["position"]> {
  try {
    return positionSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    const what = "the position of this training's checkpoint is missing or damaged";
    throw new RegionaryError(
      "INVALID_CHECKPOINT",
      `Cannot resume: ${what}. Train again from the start.`,
      {},
      { cause },
    );
  }
}

/** The complete checkpoints of a folder, the oldest first. */
async function checkpointNames(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => NAME.test(name)).sort();
}
