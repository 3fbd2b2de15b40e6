import sharp from "sharp";
import type { DecodedImage } from "./reading/decode-image";

/** A picture as a PNG file. */
export function encodePng({ width, height, data }: DecodedImage): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
