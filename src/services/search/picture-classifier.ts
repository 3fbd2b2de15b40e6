import type { SubmitOptions } from "../../batcher/batcher-options";
import { RegionaryError } from "../../errors";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import type { SearchTerm } from "./plan-search";

/** The classifier of what a stored image, or a part of it, shows. */
export async function pictureClassifier(
  _context: ServiceContext,
  _model: ModelVersionRow,
  _term: Exclude<SearchTerm, { readonly kind: "label" }>,
  _urgency: SubmitOptions,
): Promise<Float32Array> {
  throw new RegionaryError("INVALID_INPUT", "Likeness to images cannot be looked for yet.");
}
