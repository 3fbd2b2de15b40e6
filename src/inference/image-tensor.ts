import { type DecodeMode, decodeOpened } from "./decode-image";
import { type OpenedImage, openImage } from "./open-image";
import { resizeBilinear } from "./resize";
import { type ImageInput, writeTensor } from "./to-tensor";

/** A picture file as the backbone takes it, [3, height, width]. Throws what `decodeImage` throws. */
export async function imageTensor(
  image: Uint8Array,
  mode: DecodeMode,
  input: ImageInput,
): Promise<Float32Array<ArrayBuffer>> {
  return openedTensor(await openImage(image), mode, input);
}

/** The same of a picture whose header was read. */
export async function openedTensor(
  image: OpenedImage,
  mode: DecodeMode,
  input: ImageInput,
): Promise<Float32Array<ArrayBuffer>> {
  const { data, width, height } = await decodeOpened(image, mode, input);
  const resized = resizeBilinear(data, width, height, input.width, input.height); // [height, width, 3]
  const tensor = new Float32Array(resized.length);
  writeTensor(resized, input, tensor, 0);
  return tensor;
}
