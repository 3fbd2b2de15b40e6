import { findImages } from "../../storage/images/images";
import { predictionBatches } from "../../storage/predictions/prediction-batches";
import { listBatchPredictions, type PredictionRow } from "../../storage/predictions/predictions";
import { findLabelsByPosition } from "../../storage/vocabularies/vocabularies";
import type { ServiceContext } from "../context";
import { notFound } from "../not-found";
import { findOne } from "../work/find-one";

const ROWS_PER_READ = 500;

interface ExportedPrediction {
  readonly position: number;
  readonly imageId: string;
  readonly imageName: string | null;
  readonly imageSha256: string;
  readonly state: string;
  readonly errorCode: string | null;
  readonly labels: readonly { rank: number; label: string; score: number }[];
}

/** The predictions of a batch, a line of JSON for each image. */
export async function* exportNdjson(context: ServiceContext, batchId: string): AsyncGenerator<string> {
  for await (const prediction of exportedPredictions(context, batchId))
    yield `${JSON.stringify(prediction)}\n`;
}

/** The predictions of a batch as CSV (RFC 4180), a row for each image and label. */
export async function* exportCsv(context: ServiceContext, batchId: string): AsyncGenerator<string> {
  yield "position,imageId,imageName,imageSha256,state,errorCode,rank,label,score\r\n";
  for await (const { labels, ...image } of exportedPredictions(context, batchId)) {
    const start = [
      image.position,
      image.imageId,
      image.imageName,
      image.imageSha256,
      image.state,
      image.errorCode,
    ];
    const rows = labels.length > 0 ? labels : [{ rank: null, label: null, score: null }];
    for (const { rank, label, score } of rows)
      yield `${[...start, rank, label, score].map(csvField).join(",")}\r\n`;
  }
}

/** A name that a spreadsheet would run as a formula is made text by an apostrophe. */
function csvField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* exportedPredictions(
  { db }: ServiceContext,
  batchId: string,
): AsyncGenerator<ExportedPrediction> {
  const batch = await findOne(db, predictionBatches, batchId);
  for (let after = -1; ; ) {
    const { rows, hasNextPage } = await listBatchPredictions(db, batchId, { first: ROWS_PER_READ, after });
    const images = new Map(
      (
        await findImages(
          db,
          rows.map(({ imageId }) => imageId),
        )
      ).map((row) => [row.id, row]),
    );
    const positions = [...new Set(rows.flatMap(({ labels }) => labels))];
    const labels = await findLabelsByPosition(db, batch.vocabularyId, positions);
    if (labels.length < positions.length) throw notFound("vocabulary"); // deleted while they are read
    const names = new Map(labels.map((row) => [row.position, row.label]));
    for (const row of rows) {
      const image = images.get(row.imageId);
      if (image) yield exported(row, image, names);
    }
    after = rows.at(-1)?.position ?? after;
    if (!hasNextPage) return;
  }
}

function exported(
  row: PredictionRow,
  image: { name: string | null; sha256: string },
  names: ReadonlyMap<number, string>,
): ExportedPrediction {
  return {
    position: row.position,
    imageId: row.imageId,
    imageName: image.name,
    imageSha256: image.sha256,
    state: row.state,
    errorCode: row.errorCode,
    labels: row.labels.map((position, index) => ({
      rank: index + 1,
      label: names.get(position)!,
      score: row.scores[index]!,
    })),
  };
}
