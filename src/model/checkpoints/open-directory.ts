import { readdir } from "node:fs/promises";
import path from "node:path";
import { isRegionaryError, RegionaryError } from "../../errors";
import type { Checkpoint } from "./checkpoint";
import { findWeights } from "./find-weights";
import { joinCheckpoints, type OpenNamed } from "./join-checkpoints";
import { openFile } from "./open-file";
import { openShards } from "./open-shards";
import { renameTensors, withoutModulePrefix } from "./rename-tensors";

/** Opens the weights in a directory, the tensors of TIPS' two files under `vision_encoder.` and `text_encoder.`. */
export async function openDirectory(directory: string): Promise<Checkpoint> {
  const open: OpenNamed = (name) => openNamed(directory, name);
  const names = await readdir(directory);
  const weights = findWeights(names);
  if ("file" in weights) return withoutModulePrefix(await open(weights.file));
  if ("index" in weights) return withoutModulePrefix(await openShards(directory, names, weights.index, open));
  return joinCheckpoints([weights.vision, weights.text], async (name) =>
    renameTensors(
      withoutModulePrefix(await open(name)),
      (tensor) => `${name === weights.vision ? "vision" : "text"}_encoder.${tensor}`,
    ),
  );
}

/** Opens one of the files; its errors name it. */
async function openNamed(directory: string, name: string): Promise<Checkpoint> {
  try {
    return await openFile(path.join(directory, name));
  } catch (error) {
    if (!isRegionaryError(error) || error.message.includes(name)) throw error;
    throw new RegionaryError(error.code, `${name}: ${error.message}`, error.details, { cause: error });
  }
}
