import { RegionaryError } from "../../../errors";
import type { BackboneRow, ModelVersionRow } from "../../../storage/models/model-versions";

/** The backbone of a model, which is what is quantized. Throws INVALID_BACKBONE where it has none of its own. */
export function backboneApart({ name, backbone }: ModelVersionRow): BackboneRow {
  if (!backbone) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `The model "${name}" cannot be quantized: only a backbone in a package of its own can be, and this model has none.`,
    );
  }
  if (backbone.description.encode[0]?.precision === "int8") {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `The model "${name}" cannot be quantized: its backbone computes in 8 bits already. Name the float32 model that it was made from.`,
    );
  }
  return backbone;
}
