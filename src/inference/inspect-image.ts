import { openImage, undecodable } from "./open-image";
import type { ImageMediaType } from "./sniff-image-type";

/** What is stored about a picture; the size is as a person sees it (EXIF orientation applied). */
export interface ImageInfo {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

/**
 * Tells a picture's format and size, and makes sure that it can be encoded later: every pixel is decoded
 * here (in strips, then thrown away), because a file that is cut off near its end has a perfect header.
 * Throws INVALID_IMAGE or IMAGE_TOO_LARGE.
 */
export async function inspectImage(bytes: Uint8Array): Promise<ImageInfo> {
  const image = await openImage(bytes);
  await image
    .pipeline()
    .resize(8, 8, { fit: "fill", kernel: "linear", fastShrinkOnLoad: false })
    .raw()
    .toBuffer()
    .catch((error: unknown) => Promise.reject(undecodable(image.mediaType, bytes, error)));
  const { width, height } = image.metadata.autoOrient;
  return { mediaType: image.mediaType, width, height };
}
