import { fitPicture } from "./fit-picture";
import { type PictureInput } from "./picture-input";
import { type DecodeMode, decodeOpened, sizeOf } from "./reading/decode-image";
import { type OpenedImage, openImage } from "./reading/open-image";
import { resize } from "./resizing/resize";
import { writeTensor } from "./write-tensor";

/** A picture file as the backbone takes it, [3, height, width]. Throws what `decodeImage` throws. */
export async function imageTensor(
  image: Uint8Array,
  mode: DecodeMode,
  input: PictureInput,
): Promise<Float32Array<ArrayBuffer>> {
  const pixels = await pixelsFor(input, await openImage(image), mode);
  const tensor = new Float32Array(pixels.length);
  writeTensor(pixels, input, tensor, 0);
  return tensor;
}

/**
 * The pixels of a picture whose header was read, as the backbone takes them: [height, width, 3] RGB, in memory that
 * threads can share.
 */
export async function pixelsFor(
  input: PictureInput,
  image: OpenedImage,
  mode: DecodeMode,
): Promise<Uint8Array<SharedArrayBuffer>> {
  const { resized, left, top } = fitPicture(input, sizeOf(image, mode));
  const { data, width, height } = await decodeOpened(image, mode, resized);
  return resize(data, { width, height }, resized, input.filter, {
    ...{ left, top },
    ...{ width: input.width, height: input.height },
  });
}
