import type { BackboneDescriptor } from "../model/packages/backbone-descriptor";

/** How a backbone wants its picture; mean and scale are in the tensor's channel order. */
export type ImageInput = BackboneDescriptor["input"];

/**
 * Writes one resized picture into a batch: interleaved RGB bytes in, normalised planes out, starting at
 * element `offset` of `out`.
 */
export function writeTensor(
  rgb: Uint8Array, // [height, width, 3]
  input: ImageInput,
  out: Float32Array, // [N, 3, height, width]
  offset: number,
): void {
  const plane = input.width * input.height;
  if (rgb.length !== plane * 3 || offset + plane * 3 > out.length) {
    throw new RangeError(
      `a picture of ${input.width}x${input.height} has ${plane * 3} values; got ${rgb.length}, to be written at ${offset} of ${out.length}`,
    );
  }
  for (let channel = 0; channel < 3; channel++) {
    const mean = input.mean[channel]!;
    const scale = input.scale[channel]!;
    const normalised = Float32Array.from({ length: 256 }, (_, pixel) => (pixel - mean) * scale);
    const source = input.channelOrder === "rgb" ? channel : 2 - channel;
    const start = offset + channel * plane;
    for (let i = 0; i < plane; i++) out[start + i] = normalised[rgb[i * 3 + source]!]!;
  }
}
