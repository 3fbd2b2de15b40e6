import sharp from "sharp";
import { randomTensor } from "../graph/random-tensors";

/** A PNG of noise: other bytes for another seed, the same for the same. */
export function picture(seed: number, { width = 40, height = 30 } = {}): Promise<Buffer> {
  const noise = Buffer.from(randomTensor([width * height * 3], seed).data.map((x) => (x + 1) * 127));
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
