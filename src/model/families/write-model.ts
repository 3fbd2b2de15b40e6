import { stat } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { openCheckpoint } from "../checkpoints/open-checkpoint";
import type { Family, FamilySettings, RegionTextChoices, WrittenModel } from "./family";

/** A checkpoint, which may be a folder of a publisher's files, and what it does not say. */
interface ModelToWrite extends Pick<FamilySettings, "heads" | "given"> {
  readonly checkpointPath: string;
  readonly choices?: Partial<RegionTextChoices>;
}

const FAMILYS_OWN: RegionTextChoices = { regions: null, side: null, fit: null, tiles: false };

/**
 * Turns a checkpoint into packages of the family that recognizes it, directories of one new directory. Throws
 * INVALID_CHECKPOINT, CHECKPOINT_MISMATCH if no family recognizes it, and what the family throws; then nothing is left
 * behind.
 */
export async function writeModel(
  { checkpointPath, heads, given, choices }: ModelToWrite,
  families: readonly Family[],
  directory: string,
): Promise<WrittenModel> {
  const checkpoint = await openCheckpoint(checkpointPath);
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
