import { RegionaryError } from "../../errors";
import { type OpenedImage, undecodable } from "./open-image";

/** Half a step of 8 bits: what arithmetic leaves beside 0 and 1. */
const SLACK = 1 / 510;
const STEPS = 0xffff;
let curve: Uint8Array | undefined;

/**
 * The RGB of a picture whose numbers are light, from 0 (black) to 1 (white), by sRGB's curve; what is see-through is shown
 * on white. INVALID_IMAGE where a number is beyond these, for then their range is unknown.
 */
export async function decodeFloat(
  image: OpenedImage,
): Promise<{ width: number; height: number; data: Uint8Array }> {
  const space = image.metadata.channels === 1 ? "b-w" : "scrgb";
  const { data, info } = await image
    .pipeline({ autoOrient: true })
    .pipelineColorspace(space)
    .toColorspace(space)
    .raw({ depth: "float" })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => Promise.reject(undecodable(image, error)));
  const { width, height, channels } = info;
  const light = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  curve ??= srgbCurve();
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = channels === 4 && image.isTransparent ? inRange(light[pixel * 4 + 3]!) : 1;
    for (let c = 0; c < 3; c++) {
      const value = inRange(light[channels === 1 ? pixel : pixel * channels + c]!);
      rgb[pixel * 3 + c] = Math.round(curve[Math.round(value * STEPS)]! * alpha + 255 * (1 - alpha));
    }
  }
  return { width, height, data: rgb };
}

function inRange(value: number): number {
  // Written so that NaN is none of them.
  if (value >= -SLACK && value <= 1 + SLACK) return Math.min(Math.max(value, 0), 1);
  throw new RegionaryError(
    "INVALID_IMAGE",
    `Expected a picture of floats from 0 (black) to 1 (white) but got ${value}: which of its values are black and white cannot be known. Scale what should be seen to 0 to 1, or to 8 or 16 bits, and send that.`,
  );
}

/** IEC 61966-2-1, for each step of 16 bits. */
function srgbCurve(): Uint8Array {
  return Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
    const light = step / STEPS;
    return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
  });
}
