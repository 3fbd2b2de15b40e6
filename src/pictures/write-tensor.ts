import type { PictureInput } from "./picture-input";

/**
 * Writes one resized picture into a batch: interleaved RGB bytes in, normalized planes out, starting at
 * element `offset` of `out`.
 */
export function writeTensor(
  rgb: Uint8Array, // [height, width, 3]
  input: PictureInput,
  out: Float32Array, // [N, 3, height, width]
  offset: number,
): void {
  const plane = input.width * input.height;
  if (rgb.length !== plane * 3 || offset + plane * 3 > out.length) {
    throw new RangeError(
      `a picture of ${input.width}x${input.height} has ${plane * 3} values; got ${rgb.length}, to be written at ${offset} of ${out.length}`,
    );
  }
  const tables = new Float32Array(3 * 256); // each channel's 256 pixel values as they are written
  for (let entry = 0; entry < tables.length; entry++) {
    const channel = entry >> 8;
    tables[entry] = ((entry & 255) - input.mean[channel]!) * input.scale[channel]!;
  }
  const [first, last] = input.channelOrder === "rgb" ? [0, 2] : [2, 0];
  let at = 0;
  for (let i = offset; i < offset + plane; i++) {
    out[i] = tables[rgb[at + first]!]!;
    out[i + plane] = tables[256 + rgb[at + 1]!]!;
    out[i + 2 * plane] = tables[512 + rgb[at + last]!]!;
    at += 3;
  }
}
