import { createTurns } from "../batcher/turns";
import { type OpenedImage, openImage, undecodable } from "./open-image";
import type { ImageMediaType } from "./sniff-image-type";

/** What is stored about a picture; the size is as a person sees it (EXIF orientation applied). */
export interface ImageInfo {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

const LARGE_PIXELS = 25_000_000;
const MAX_WAITING = 256;

/**
 * A few KB can hold 100 megapixels that take 20 seconds and over 1 GB to decode. The process has four threads
 * for that and for much else, such as logging in to the database: so large pictures are decoded one at a
 * time, and pass none of the others, of which two are.
 */
const large = createTurns("large pictures", 1, MAX_WAITING);
const others = createTurns("pictures", 2, MAX_WAITING);

/**
 * Tells a picture's format and size, and makes sure that it can be encoded later: every pixel is decoded
 * here (in strips, then thrown away), because a file that is cut off near its end has a perfect header.
 * Throws INVALID_IMAGE or IMAGE_TOO_LARGE, or OVERLOADED when too many pictures wait.
 */
export async function inspectImage(bytes: Uint8Array): Promise<ImageInfo> {
  const image = await others(async () => {
    const opened = await openImage(bytes);
    if (!isLarge(opened)) await decodeWhole(opened, bytes);
    return opened;
  });
  if (isLarge(image)) await large(() => decodeWhole(image, bytes));
  const { width, height } = image.metadata.autoOrient;
  return { mediaType: image.mediaType, width, height };
}

const isLarge = ({ metadata: { width, height } }: OpenedImage) => width * height > LARGE_PIXELS;

async function decodeWhole({ pipeline, mediaType }: OpenedImage, bytes: Uint8Array): Promise<void> {
  await pipeline()
    .resize(8, 8, { fit: "fill", kernel: "linear", fastShrinkOnLoad: false })
    .raw()
    .toBuffer()
    .catch((error: unknown) => Promise.reject(undecodable(mediaType, bytes, error)));
}
