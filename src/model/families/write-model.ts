import { stat } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import type { Checkpoint } from "../checkpoints/checkpoint";
import { openCheckpoint } from "../checkpoints/open-checkpoint";
import type { Family, FamilySettings, RegionTextChoices, WrittenModel } from "./family";

/** A checkpoint, which may be a folder of a publisher's files, and what it does not say. */
interface ModelToWrite extends Pick<FamilySettings, "heads" | "given"> {
  readonly checkpointPath: string;
  readonly choices?: Partial<RegionTextChoices>;
  /** The key of the weights in the checkpoint, where several fit. */
  readonly weights?: string;
}

const FAMILYS_OWN: RegionTextChoices = { regions: null, side: null, fit: null, tiles: false };

/** Whether one of the families recognizes tensors. */
export function fitsOneOf(families: readonly Family[]) {
  return (tensors: Pick<Checkpoint, "tensors">): boolean =>
    families.some((family) => family.recognizes(tensors));
}

/**
 * Turns a checkpoint into packages of the family that recognizes it, directories of one new directory. Throws
 * INVALID_CHECKPOINT, CHECKPOINT_MISMATCH if no family recognizes it, and what the family throws; then nothing is left
 * behind.
 */
export async function writeModel(
  { checkpointPath, heads, given, choices, weights }: ModelToWrite,
  families: readonly Family[],
  directory: string,
): Promise<WrittenModel> {
  const checkpoint = await openCheckpoint(checkpointPath, { fits: fitsOneOf(families), key: weights });
  try {
    const family = families.find((one) => one.recognizes(checkpoint));
    const beside = (await stat(checkpointPath)).isDirectory() ? checkpointPath : path.dirname(checkpointPath);
    const settings = { heads, given, choices: { ...FAMILYS_OWN, ...choices }, directory: beside };
    if (family) return await family.write(checkpoint, settings, directory);
    const first = [...checkpoint.tensors.keys()].slice(0, 3).join(", ");
    const known = families.map(({ name }) => name).join(", ");
    throw new RegionaryError(
      "CHECKPOINT_MISMATCH",
      `Expected a checkpoint of a known family (${known}); got one of ${checkpoint.tensors.size} tensors that begins with ${first}.`,
    );
  } finally {
    await checkpoint.close();
  }
}
