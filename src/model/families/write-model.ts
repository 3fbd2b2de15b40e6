import { RegionaryError } from "../../errors";
import { openCheckpoint } from "../checkpoints/open-checkpoint";
import type { ModelPart } from "../description";
import type { Family, FamilySettings } from "./family";

/**
 * Turns a checkpoint into a package of the family that recognizes it. Throws INVALID_CHECKPOINT,
 * CHECKPOINT_MISMATCH if no family recognizes it, and what the family throws; then nothing is left behind.
 */
export async function writeModel(
  { checkpointPath, ...settings }: FamilySettings & { readonly checkpointPath: string },
  families: readonly Family[],
  directory: string,
): Promise<ModelPart> {
  const checkpoint = await openCheckpoint(checkpointPath);
  try {
    const family = families.find((one) => one.recognizes(checkpoint));
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
