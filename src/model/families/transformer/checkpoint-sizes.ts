import { readValues } from "../../../tensor/read-values";
import type { Checkpoint } from "../../checkpoints/checkpoint";

type Tensors = Pick<Checkpoint, "tensors">;

/**
 * A length that a tensor's shape shows. For a tensor that is missing or of another rank it is `otherwise`, so that
 * everything wrong with a checkpoint is reported together later.
 */
export function lengthIn({ tensors }: Tensors, name: string, axis: number, otherwise: number): number {
  const length = tensors.get(name)?.shape.at(axis);
  return length === undefined || length < 1 ? otherwise : length;
}

/** How many layers the names show: one more than the largest number behind `prefix`, at least 1. */
export function layersIn({ tensors }: Tensors, prefix: string): number {
  const numbers = [...tensors.keys()].flatMap((name) => {
    const [, number] = name.startsWith(prefix) ? (/^(\d+)\./.exec(name.slice(prefix.length)) ?? []) : [];
    return number === undefined ? [] : [Number(number)];
  });
  return Math.max(0, ...numbers.filter((number) => number < 1_000)) + 1;
}

/** The side of a square grid of this many patches, rounded if it is none: its positions are then reported. */
export function gridSide(patches: number): number {
  return Math.max(1, Math.round(Math.sqrt(patches)));
}

/** The only value of a tensor such as `logit_scale`; `otherwise` if it is not there. */
export async function scalarIn({ tensors }: Tensors, name: string, otherwise: number): Promise<number> {
  const tensor = tensors.get(name);
  if (!tensor || tensor.shape.some((length) => length !== 1)) return otherwise;
  return (await readValues(tensor))[0]!;
}
