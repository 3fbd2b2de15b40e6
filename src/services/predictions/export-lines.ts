import { csvField } from "../csv-field";
import type { ExportedImage, ExportedLabel } from "./exported-image";

const IMAGE = ["position", "imageId", "imageName", "imageSha256", "state", "errorCode"] as const;
const LABEL = ["rank", "label", "score"] as const;
const MORE_OF_LABEL = ["probability", "training"] as const;
const MORE_OF_IMAGE = ["imagePath", "externalId", "capturedAt"] as const;

/** A line of JSON for each image. */
export async function* ndjsonLines(images: AsyncIterable<ExportedImage>): AsyncGenerator<string> {
  for await (const image of images) yield `${JSON.stringify(image)}\n`;
}

/** CSV (RFC 4180), a row for each image and label; boxes as "left top right bottom", with semicolons between them. */
export async function* csvLines(
  images: AsyncIterable<ExportedImage>,
  { boxes = false }: { readonly boxes?: boolean } = {},
): AsyncGenerator<string> {
  const columns = [...IMAGE, ...LABEL, ...MORE_OF_LABEL, ...MORE_OF_IMAGE, ...(boxes ? ["boxes"] : [])];
  yield `${columns.join(",")}\r\n`;
  for await (const { labels, ...image } of images) {
    for (const label of labels.length > 0 ? labels : [null]) {
      const cells = [
        ...IMAGE.map((column) => image[column]),
        ...[...LABEL, ...MORE_OF_LABEL].map((column) => label?.[column] ?? null),
        ...MORE_OF_IMAGE.map((column) => image[column]),
        ...(boxes ? [boxesText(label)] : []),
      ];
      yield `${cells.map(csvField).join(",")}\r\n`;
    }
  }
}

const boxesText = (label: ExportedLabel | null): string | null =>
  label?.boxes?.map((box) => box.join(" ")).join(";") ?? null;
