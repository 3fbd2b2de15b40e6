import { csvField } from "../../csv-field";
import { toGlobalId } from "../../global-id";
import { capturedText } from "../../images/captured-text";
import type { FoundImage, FoundLabel } from "./found-image";

const COLUMNS = [
  ...["rank", "imageId", "imageName", "imageSha256", "score", "probability"],
  ...["label", "labelScore", "labelProbability", "imagePath", "externalId", "capturedAt", "file"],
];

/**
 * CSV (RFC 4180), a row for each image and label, or for each image where only pictures were compared; boxes as
 * "left top right bottom", with semicolons between them.
 */
export async function* foundCsv(
  images: AsyncIterable<FoundImage>,
  { boxes = false }: { readonly boxes?: boolean },
): AsyncGenerator<string> {
  yield `${[...COLUMNS, ...(boxes ? ["boxes"] : [])].join(",")}\r\n`;
  for await (const { rank, image, score, probability, labels, file } of images) {
    for (const label of labels.length > 0 ? labels : [null]) {
      const cells = [
        ...[rank, toGlobalId("Image", image.id), image.name, image.sha256, score, probability],
        ...[label?.label ?? null, label?.score ?? null, label?.probability ?? null],
        ...[image.path, image.externalId, capturedText(image), file],
        ...(boxes ? [boxesText(label)] : []),
      ];
      yield `${cells.map(csvField).join(",")}\r\n`;
    }
  }
}

const boxesText = (label: FoundLabel | null): string | null =>
  label?.boxes?.map((box) => box.join(" ")).join(";") ?? null;
