import { findImages } from "../../storage/images/images";
import { predictionBatches } from "../../storage/predictions/prediction-batches";
import { listBatchPredictions } from "../../storage/predictions/predictions";
import type { ServiceContext } from "../context";
import { findOne } from "../work/find-one";
import { csvLines, ndjsonLines } from "./export-lines";
import { type ExportedImage, type ExportOptions, exportedImages } from "./exported-image";

const ROWS_PER_READ = 500;

/** The predictions of a batch, a line of JSON for each image. */
export const exportNdjson = (context: ServiceContext, batchId: string, options: ExportOptions) =>
  ndjsonLines(exportedPredictions(context, batchId, options));

/** The predictions of a batch as CSV (RFC 4180), a row for each image and label. */
export const exportCsv = (context: ServiceContext, batchId: string, options: ExportOptions) =>
  csvLines(exportedPredictions(context, batchId, options), options);

async function* exportedPredictions(
  context: ServiceContext,
  batchId: string,
  options: ExportOptions,
): AsyncGenerator<ExportedImage> {
  const { db } = context;
  await findOne(db, predictionBatches, batchId);
  for (let after = -1; ; ) {
    const { rows, hasNextPage } = await listBatchPredictions(db, batchId, { first: ROWS_PER_READ, after });
    const ids = rows.map(({ imageId }) => imageId);
    const images = new Map((await findImages(db, ids)).map((row) => [row.id, row]));
    const found = rows.flatMap((prediction) => {
      const image = images.get(prediction.imageId);
      return image ? [{ position: prediction.position!, image, prediction }] : [];
    });
    yield* exportedImages(context, found, options);
    after = rows.at(-1)?.position ?? after;
    if (!hasNextPage) return;
  }
}
