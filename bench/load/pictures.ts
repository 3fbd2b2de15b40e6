import sharp from "sharp";
import { randomTensor } from "../../test/helpers/graph/random-tensors";

const WIDTH = 320;
const HEIGHT = 240;
const GRAIN = 8;

/** A JPEG of 320x240 as smooth as a photo is, 20 KB or so; the same for the same seed. */
export async function photo(seed: number): Promise<Buffer> {
  const [width, height] = [WIDTH / GRAIN, HEIGHT / GRAIN];
  const noise = Buffer.from(randomTensor([width * height * 3], seed + 1).data.map((x) => (x + 1) * 127));
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .resize(WIDTH, HEIGHT, { kernel: "cubic" })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/**
 * The same picture as another file: a comment of its number follows the JPEG's first two bytes. So a load
 * generator has as many new pictures as it wants, without making any.
 */
export function numbered(jpeg: Buffer, number: number): Buffer {
  const comment = Buffer.from([0xff, 0xfe, 0, 6, 0, 0, 0, 0]);
  comment.writeUInt32BE(number, 4);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

/** A PNG of one color that is as large as the model's input: little is left to decode, nothing to resize. */
export function plainPicture(number: number): Promise<Buffer> {
  const background = { r: number & 255, g: (number >> 8) & 255, b: (number >> 16) & 255 };
  return sharp({ create: { width: 224, height: 224, channels: 3, background } })
    .png()
    .toBuffer();
}
