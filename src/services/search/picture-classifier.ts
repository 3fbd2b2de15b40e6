import type { SubmitOptions } from "../../batcher/batcher-options";
import type { ModelVersionRow } from "../../storage/models/model-versions";
import type { ServiceContext } from "../context";
import { findImage } from "../find-by-id";
import type { SearchTerm } from "./plan-search";
import { imageVector, regionVector } from "./region-vector";

/** The classifier of what a stored image, or a part of it, shows. NOT_FOUND if it is not stored anymore. */
export async function pictureClassifier(
  { db, regions: store }: Pick<ServiceContext, "db" | "regions">,
  model: ModelVersionRow,
  term: Exclude<SearchTerm, { readonly kind: "label" }>,
  urgency: SubmitOptions,
): Promise<Float32Array> {
  const { width, height } = await findImage(db, term.imageId);
  return store.withRegions(model, term.imageId, urgency, async (regions) =>
    term.kind === "image"
      ? imageVector(model.description, regions)
      : regionVector(model.description, { width, height, regions }, term.box),
  );
}
