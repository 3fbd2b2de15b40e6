import { isRegionaryError, RegionaryError } from "../../../errors";
import { readBody } from "../../../onnx/int8/read-body";
import type { Database } from "../../../storage/database/database";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import { fetchPackage } from "../../../storage/models/packages";
import { backboneApart } from "./backbone-apart";
import { bodyOf } from "./write-quantized";

/** Refuses a model that cannot be quantized before the work is accepted. Throws INVALID_INPUT with the reason. */
export async function checkQuantizable(
  db: Database,
  model: ModelVersionRow,
  modelCacheDirectory: string,
): Promise<void> {
  try {
    const { packageHash, description } = backboneApart(model);
    const directory = await fetchPackage(db, packageHash, modelCacheDirectory);
    await readBody(directory, bodyOf(description));
  } catch (error) {
    if (!isRegionaryError(error) || error.code !== "INVALID_BACKBONE") throw error;
    throw new RegionaryError("INVALID_INPUT", error.message, error.details, { cause: error });
  }
}
