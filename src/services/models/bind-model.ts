import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { bindModelSpace } from "../../storage/models/model-spaces";
import { findModelVersions, type ModelVersionRow } from "../../storage/models/model-versions";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import { notFound } from "../not-found";
import { checkSpace, labelSize } from "./model-space";

/**
 * Sets the space of a model version's label vectors permanently; a float32 version and the 8-bit versions
 * made from it share it. CONFLICT if it is bound to another. INVALID_INPUT if the space's vectors are too
 * long or short.
 */
export async function bindModel(db: Database, modelId: string, spaceId: string): Promise<ModelVersionRow> {
  const [model] = await findModelVersions(db, [modelId]);
  if (!model) throw notFound("model version");
  const space = await checkSpace(db, spaceId, labelSize(model));
  const boundId = await bindModelSpace(db, modelId, spaceId);
  const [bound] = await findVectorSpaces(db, boundId === null ? [] : [boundId]);
  if (!bound) throw notFound("model version");
  if (bound.id === spaceId) return { ...model, spaceId };
  throw new RegionaryError(
    "CONFLICT",
    `The model "${model.name}", version ${model.version}, already takes vectors of the space "${bound.name}", and its predictions depend on them. Import it again with --space "${space.name}" to make its next version.`,
  );
}
