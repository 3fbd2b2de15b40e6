import { stat } from "node:fs/promises";
import type { Checkpoint } from "./checkpoint";
import { openDirectory } from "./open-directory";
import { openFile } from "./open-file";
import { withoutModulePrefix } from "./rename-tensors";
import type { WeightsChoice } from "./weight-set";

/**
 * Opens a model's weights: PyTorch's `.pth` or `.bin` (legacy or zip), a safetensors file or NumPy's `.npz`, told
 * apart by their first bytes, or a directory as publishers lay it out (`findWeights`). Nothing in a file is ever
 * executed, and only its descriptions are read until a tensor's chunks are requested. A `module.` before every name,
 * which DataParallel leaves, is dropped, and of a training's checkpoint those weights are read that fit. Throws
 * INVALID_CHECKPOINT for what is cut off, unsafe or of another format, and for a directory without weights, and INVALID_INPUT
 * where several sets of weights fit. The caller closes it.
 */
export async function openCheckpoint(path: string, choice: WeightsChoice = {}): Promise<Checkpoint> {
  const isDirectory = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  return isDirectory ? openDirectory(path) : withoutModulePrefix(await openFile(path, choice));
}
