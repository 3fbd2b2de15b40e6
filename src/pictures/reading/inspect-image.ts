import { createTurns } from "../../batcher/turns";
import { decodeFloat } from "./decode-float";
import { type ImageInfo, type OpenedImage, openImage, undecodable } from "./open-image";
import { mayBeDark, refuseDark } from "./refuse-dark";

const MAX_WAITING = 256;

/**
 * The process has four threads for decoding and for much else, such as logging in to the database. So large
 * pictures are decoded one at a time, and others two at a time.
 */
const large = createTurns("large pictures", 1, MAX_WAITING);
const others = createTurns("pictures", 2, MAX_WAITING);

/**
 * Finds a picture's format and size, and makes sure that it can be encoded later: every pixel is decoded here
 * (in strips, which are discarded), because a file that is cut off near its end has a perfect header. Throws
 * INVALID_IMAGE or IMAGE_TOO_LARGE, or OVERLOADED when too many pictures wait.
 */
export async function inspectImage(bytes: Uint8Array): Promise<ImageInfo> {
  const image = await others(async () => {
    const opened = await openImage(bytes);
    if (!opened.isLarge) await decodeWhole(opened);
    return opened;
  });
  if (image.isLarge) await large(() => decodeWhole(image));
  return image.info;
}

async function decodeWhole(image: OpenedImage): Promise<void> {
  if (image.isFloat) {
    await decodeFloat(image);
    return;
  }
  const small = await image
    .pipeline()
    .resize(8, 8, { fit: "fill", kernel: "linear", fastShrinkOnLoad: false })
    .raw()
    .toBuffer()
    .catch((error: unknown) => Promise.reject(undecodable(image, error)));
  if (mayBeDark(image) && small.every((value) => value < 17)) await refuseDark(image);
}
