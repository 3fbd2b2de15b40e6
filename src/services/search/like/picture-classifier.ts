import type { SubmitOptions } from "../../../batcher/batcher-options";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { ServiceContext } from "../../context";
import { findImage } from "../../find-by-id";
import type { SearchTerm } from "../terms/plan-search";
import { contrastVector, salientCells } from "./contrast-vector";
import { coveredCells, imageVector, regionVector } from "./region-vector";

/** The classifier [R] of what a stored image, or a part of it, shows. NOT_FOUND if it is not stored anymore. */
export async function pictureClassifier(
  { db, regions: store }: Pick<ServiceContext, "db" | "regions">,
  model: ModelVersionRow,
  term: Exclude<SearchTerm, { readonly kind: "label" }>,
  urgency: SubmitOptions,
): Promise<Float32Array> {
  const image = await findImage(db, term.imageId);
  const box = term.kind === "region" ? term.box : null;
  const { description } = model;
  return store.withRegions(model, term.imageId, urgency, async (regions) => {
    if (description.labels.from === "text")
      return box ? regionVector(description, { ...image, regions }, box) : imageVector(description, regions);
    const cells = box ? coveredCells(description, image, box) : salientCells(description, regions);
    return contrastVector(description, regions, cells);
  });
}
