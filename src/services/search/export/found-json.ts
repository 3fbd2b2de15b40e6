import { toGlobalId } from "../../global-id";
import { capturedText } from "../../images/captured-text";
import type { FoundImage } from "./found-image";

/** What JSON says of an image that was found, under GraphQL's names. */
export const foundJson = ({ rank, image, score, probability, labels, file }: FoundImage) => ({
  ...{ rank, file, imageId: toGlobalId("Image", image.id), imageName: image.name },
  ...{ imageSha256: image.sha256, score, probability, labels },
  ...{ imagePath: image.path, externalId: image.externalId, capturedAt: capturedText(image) },
});

/** A line of JSON for each image. */
export async function* foundNdjson(images: AsyncIterable<FoundImage>): AsyncGenerator<string> {
  for await (const image of images) yield `${JSON.stringify(foundJson(image))}\n`;
}
