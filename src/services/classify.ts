import { type Database } from "../storage/database";
import { addPrediction, type PredictionRow } from "../storage/predictions";
import { addImage } from "./add-image";
import type { ServiceContext } from "./context";
import { findImage } from "./find-by-id";
import { checkDimensions, checkTopK, scoreImage } from "./score-image";

export type ImageToClassify = { imageId: string } | { bytes: Uint8Array; name?: string | null };

/** One image and a vocabulary in, the stored prediction out; bytes are stored as an image first. */
export async function classify(
  context: ServiceContext,
  { image, vocabularyId, topK }: { image: ImageToClassify; vocabularyId: string; topK: number },
): Promise<PredictionRow> {
  checkTopK(topK);
  const [model, vocabulary] = await Promise.all([
    context.models.active(),
    context.vocabularies.byId(vocabularyId),
  ]);
  checkDimensions(model, vocabulary);
  const imageId = await storedImage(context.db, image);
  const best = await scoreImage(context, { model, vocabulary, imageId, topK });
  return addPrediction(context.db, { imageId, modelVersionId: model.id, vocabularyId, ...best });
}

async function storedImage(db: Database, image: ImageToClassify): Promise<string> {
  if ("imageId" in image) return (await findImage(db, image.imageId)).id;
  return (await addImage(db, image)).image.id;
}
