import { newestPredictions } from "../../storage/predictions/newest-predictions";
import type { ServiceContext } from "../context";
import { ownImages } from "../images/every-image";
import { type ExportedImage, type ExportOptions, exportedImages } from "./exported-image";

/** A person's images below a folder of their paths, or all, each with its newest prediction. */
export async function* exportImages(
  context: ServiceContext,
  {
    folder,
    vocabularyId = null,
    ...options
  }: ExportOptions & { readonly folder?: string; readonly vocabularyId?: string | null },
): AsyncGenerator<ExportedImage> {
  let position = 0;
  for await (const images of ownImages(context.db, { folder })) {
    const ids = images.map(({ id }) => id);
    const predictions = await newestPredictions(context.db, ids, vocabularyId);
    const page = images.map((image) => ({
      ...{ position: position++, image, prediction: predictions.get(image.id) ?? null },
    }));
    yield* exportedImages(context, page, options);
  }
}
