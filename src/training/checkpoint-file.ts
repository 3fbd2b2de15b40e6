import { z } from "zod";
import { RegionaryError } from "../errors";
import type { Parameter } from "../graph/graph";
import { openCheckpoint } from "../model/checkpoints/open-checkpoint";
import { safetensorsPieces } from "../model/checkpoints/write-safetensors";
import { readValues } from "../tensor/read-values";
import { elementCount } from "../tensor/shape";
import type { TrainingCheckpoint } from "./training-checkpoint";

const positionSchema = z.strictObject({
  seed: z.int(),
  phase: z.enum(["search", "fine-tuning"]),
  step: z.int().min(0),
  validations: z.array(z.strictObject({ epoch: z.int(), f1At5: z.number() })),
});

const BEST = "best/";

/**
 * A checkpoint as a safetensors file, piece by piece: the state, the best weights so far under names of their
 * own, and where it was reached. `training` is written into it too, so that no two trainings have the same
 * bytes.
 */
export function checkpointPieces(
  training: string,
  state: readonly Parameter[],
  { position, state: values, best }: TrainingCheckpoint,
): Iterable<Uint8Array> {
  const tensors = state.flatMap(({ name, shape }) => {
    const own = { name, shape, data: values[name]! };
    const ofBest = best?.[name];
    return ofBest ? [own, { name: BEST + name, shape, data: ofBest }] : [own];
  });
  return safetensorsPieces(tensors, { training, position: JSON.stringify(position) });
}

/**
 * Reads such a file. Throws CHECKPOINT_MISMATCH if it is of a training with another state, and
 * INVALID_CHECKPOINT if it is damaged.
 */
export async function readCheckpointFile(
  path: string,
  state: readonly Parameter[],
): Promise<TrainingCheckpoint> {
  const file = await openCheckpoint(path);
  try {
    const position = parsePosition(file.metadata.position);
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

/** Where a training was, from JSON. INVALID_CHECKPOINT if that is missing or damaged. */
export function parsePosition(json: string | undefined): TrainingCheckpoint["position"] {
  try {
    return positionSchema.parse(JSON.parse(json ?? ""));
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
