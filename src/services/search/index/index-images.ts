import type { IndexingRow } from "../../../storage/search/image-indexings";
import { findSearchIndex } from "../../../storage/search/search-indexes";
import { forgetUnindexed } from "../../../storage/search/unindexed-images";
import type { ServiceContext } from "../../context";
import { acceptIndexing } from "./accept-indexing";

/**
 * Accepts the indexing of all stored images for a model, by default the one that makes predictions. Those that could not
 * be encoded before are tried again.
 */
export async function indexImages(
  { db, models }: Pick<ServiceContext, "db" | "models">,
  modelVersionId: string | null,
): Promise<IndexingRow> {
  const model = modelVersionId === null ? await models.active() : await models.byId(modelVersionId);
  const { encoderHash } = await models.loaded(model);
  const index = await findSearchIndex(db, encoderHash);
  if (index) await forgetUnindexed(db, index.id);
  return acceptIndexing(db, { modelVersionId: model.id, vocabularyId: null });
}
