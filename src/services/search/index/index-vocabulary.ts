import type { IndexingRow } from "../../../storage/search/image-indexings";
import type { ServiceContext } from "../../context";
import { acceptIndexing } from "./accept-indexing";

/**
 * Accepts the scoring of all stored images for the labels of a vocabulary, by a model, by default the one that makes
 * predictions: searches for these labels then need not look at the images any more.
 */
export async function indexVocabulary(
  {
    db,
    models,
    vocabularies,
    vectorsFor,
  }: Pick<ServiceContext, "db" | "models" | "vocabularies" | "vectorsFor">,
  vocabularyId: string,
  modelVersionId: string | null,
): Promise<IndexingRow> {
  const model = modelVersionId === null ? await models.active() : await models.byId(modelVersionId);
  await vectorsFor(await vocabularies.byId(vocabularyId), model); // or it is refused now, rather than by the work
  return acceptIndexing(db, { modelVersionId: model.id, vocabularyId });
}
