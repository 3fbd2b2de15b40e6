import type { ModelVersionRow } from "../../storage/models/model-versions";
import { isTextSpace } from "../../storage/vocabularies/text-spaces";
import { findVectorSpaces } from "../../storage/vocabularies/vector-spaces";
import type { VocabularyRow } from "../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../context";

/**
 * Throws at once what a job would that needs a vocabulary's vectors for a model. Labels that a text encoder can encode
 * are left to the job: many take minutes.
 */
export async function checkVectors(
  { db, vectorsFor }: Pick<ServiceContext, "db" | "vectorsFor">,
  vocabulary: VocabularyRow,
  model: ModelVersionRow,
): Promise<void> {
  const [space] = model.spaceId === null ? [] : await findVectorSpaces(db, [model.spaceId]);
  if (!space || !isTextSpace(space)) await vectorsFor(vocabulary, model);
}
