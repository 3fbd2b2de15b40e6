import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { openCheckpoint } from "../model/checkpoints/open-checkpoint";
import { type NamedTensor, safetensorsPieces } from "../model/checkpoints/write-safetensors";
import { readValues } from "../tensor/read-values";
import { parsePosition } from "./checkpoint-file";

const NAME = /^checkpoint-\d{8}$/;

/**
 * The last of the checkpoints that older versions kept in `directory`, a folder each, as the file that this
 * version keeps; null if there is none. INVALID_CHECKPOINT if it is damaged.
 */
export async function readOlderCheckpoint(
  directory: string,
  training: string,
): Promise<Iterable<Uint8Array> | null> {
  const names = await readdir(directory).catch(() => []);
  const last = names
    .filter((name) => NAME.test(name))
    .sort()
    .at(-1);
  if (!last) return null;
  const json = await readFile(path.join(directory, last, "position.json"), "utf8").catch(() => undefined);
  const position = parsePosition(json);
  const file = await openCheckpoint(path.join(directory, last, "state.safetensors"));
  try {
    const tensors: NamedTensor[] = [];
    for (const [name, tensor] of file.tensors)
      tensors.push({ name, shape: tensor.shape, data: await readValues(tensor) });
    return safetensorsPieces(tensors, { training, position: JSON.stringify(position) });
  } finally {
    await file.close();
  }
}
