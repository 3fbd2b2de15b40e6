import { isRegionaryError } from "../../errors";
import type { ImageRow } from "../../storage/images/images";
import type { PredictionRow } from "../../storage/predictions/predictions";
import type { ServiceContext } from "../context";
import { labelProbabilities, type ScoreKey } from "../evaluations/runs/label-probabilities";
import { toGlobalId } from "../global-id";
import { capturedText } from "../images/captured-text";
import { notFound } from "../not-found";
import { labelRegions, MAX_REGION_LABELS } from "../regions/label-regions";
import { patiently } from "../work/patiently";

/** Where a label is, in pixels of the picture: left, top, and right and bottom just outside it. */
type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface ExportedLabel {
  readonly rank: number;
  readonly label: string;
  readonly score: number;
  readonly probability: number | null;
  /** Whether training had the label, as its vocabulary says. */
  readonly training: string;
  /** Where boxes were asked for; null if they cannot be had. */
  readonly boxes?: readonly Box[] | null;
}

/** An image and its labels, by the ids and names that the API, a person's folders and other programs know it by. */
export interface ExportedImage {
  readonly position: number;
  readonly imageId: string;
  readonly imageName: string | null;
  readonly imageSha256: string;
  readonly state: string;
  readonly errorCode: string | null;
  readonly labels: readonly ExportedLabel[];
  readonly imagePath: string | null;
  readonly externalId: string | null;
  /** By the camera's clock, with its offset where it is known. */
  readonly capturedAt: string | null;
}

/** What an export holds besides. */
export interface ExportOptions {
  readonly boxes?: boolean;
}

/** An image at its place in an export, with its prediction if it has one. */
export interface ImageToExport {
  readonly position: number;
  readonly image: ImageRow;
  readonly prediction: PredictionRow | null;
}

/** Some images of an export, read together. */
export async function* exportedImages(
  context: ServiceContext,
  images: readonly ImageToExport[],
  options: ExportOptions,
): AsyncGenerator<ExportedImage> {
  const keys = images.flatMap(({ prediction }) => (prediction ? scoreKeys(prediction) : []));
  const probabilities = (await labelProbabilities(context, keys)).values();
  for (const { position, image, prediction } of images) {
    const labels = prediction ? await exportedLabels(context, prediction, probabilities, options) : [];
    yield {
      ...{ position, imageId: toGlobalId("Image", image.id), imageName: image.name },
      ...{ imageSha256: image.sha256, state: prediction?.state ?? "NONE" },
      ...{ errorCode: prediction?.errorCode ?? null, labels },
      ...{ imagePath: image.path, externalId: image.externalId, capturedAt: capturedText(image) },
    };
  }
}

const scoreKeys = ({ modelVersionId, vocabularyId, labels, scores }: PredictionRow): ScoreKey[] =>
  labels.map((position, index) => ({ modelVersionId, vocabularyId, position, score: scores[index]! }));

/** Takes as many probabilities as there are labels. */
async function exportedLabels(
  context: ServiceContext,
  prediction: PredictionRow,
  probabilities: Iterator<number | null>,
  { boxes }: ExportOptions,
): Promise<ExportedLabel[]> {
  const { vocabularyId, labels: positions, scores } = prediction;
  const labels = await context.vocabularies.labelsAt(vocabularyId, positions);
  const places = boxes ? await boxesOf(context, prediction) : null;
  return labels.map((row, index) => {
    if (!row) throw notFound("vocabulary"); // deleted while they are read
    return {
      ...{ rank: index + 1, label: row.label, score: scores[index]! },
      ...{ probability: probabilities.next().value ?? null, training: row.training },
      ...(boxes && { boxes: places?.[index] ?? null }),
    };
  });
}

/** Null where the regions cannot be had: one damaged picture must not end an export. */
async function boxesOf(
  context: ServiceContext,
  { imageId, modelVersionId, vocabularyId, labels }: PredictionRow,
): Promise<Box[][] | null> {
  try {
    const model = await context.models.byId(modelVersionId);
    const all: Box[][] = [];
    for (let at = 0; at < labels.length; at += MAX_REGION_LABELS) {
      const part = labels.slice(at, at + MAX_REGION_LABELS);
      const request = { model, imageId, vocabularyId };
      for (const { boxes } of await patiently(() => labelRegions(context, request, part)))
        all.push(boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom] as const));
    }
    return all;
  } catch (error) {
    if (isRegionaryError(error)) return null;
    throw error;
  }
}
