import type { Sharp } from "sharp";
import { shrunkSize } from "../shrunk-size";
import { decodeFloat } from "./decode-float";
import { type OpenedImage, openImage, undecodable } from "./open-image";
import { mayBeDark, refuseDark } from "./refuse-dark";

/** A decoded picture. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array; // [height, width, 3] RGB
}

/**
 * How pixels become RGB. `photo`: as a person sees the picture: EXIF orientation applied, color profiles
 * converted to sRGB, 16 bits scaled to 8, what is see-through shown on white. `benchmark`: as the authors' program read
 * its data: orientation and profiles ignored, CMYK multiplied out, 16-bit gray clipped at 255, alpha dropped.
 * `upright-benchmark`: the same, but turned as EXIF says, where a benchmark's labels were drawn on the picture as people
 * see it. All take the first frame of an animation.
 */
export type DecodeMode = "photo" | "benchmark" | "upright-benchmark";

/** Decodes a whole picture; INVALID_IMAGE if any of it is missing or damaged, IMAGE_TOO_LARGE beyond the limits. */
export async function decodeImage(bytes: Uint8Array, mode: DecodeMode): Promise<DecodedImage> {
  return decodeOpened(await openImage(bytes), mode);
}

/** The size of a picture whose header was read, as it is decoded: only `benchmark` does not turn it upright. */
export function sizeOf({ info, metadata }: OpenedImage, mode: DecodeMode): { width: number; height: number } {
  const { width, height } = mode === "benchmark" ? metadata : info;
  return { width, height };
}

/**
 * Decodes all of a picture whose header was read; INVALID_IMAGE if any of it is missing or damaged. A large photo
 * that is to be resized to `target` may come smaller than it is, see `shrunkSize`.
 */
export async function decodeOpened(
  image: OpenedImage,
  mode: DecodeMode,
  target?: { readonly width: number; readonly height: number },
): Promise<DecodedImage> {
  if (mode === "photo" && image.isFloat) return decodeFloat(image);
  const colors = mode === "photo" ? "srgb" : benchmarkColors(image.metadata.space);
  const pipeline =
    mode === "photo"
      ? personColors(image, target)
      : image
          .pipeline({ ignoreIcc: true, autoOrient: mode === "upright-benchmark" })
          .pipelineColorspace(colors)
          .toColorspace(colors);
  const raw = pipeline.removeAlpha().raw(colors === "grey16" ? { depth: "ushort" } : {});
  const { data, info } = await raw
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => Promise.reject(undecodable(image, error)));
  const { width, height } = info;
  // 8 bits are enough to rule it out: see `refuseDark`.
  if (mode === "photo" && mayBeDark(image) && data.every((value) => value < 17)) await refuseDark(image);
  if (colors === "cmyk") return { width, height, data: cmykToRgb(data) };
  if (colors === "grey16") return { width, height, data: clippedGrayToRgb(data) };
  return { width, height, data };
}

function personColors(image: OpenedImage, target?: { width: number; height: number }): Sharp {
  const { pipeline, metadata } = image;
  const size = target && shrunkSize(image, target);
  const whole = pipeline({ autoOrient: true });
  // Without `fastShrinkOnLoad` the decoder's own reduction, a coarse one, leaves a factor of 2 to the filter.
  const sized = size
    ? whole.resize({ ...size, fit: "fill", kernel: "cubic", fastShrinkOnLoad: false })
    : whole;
  // As browsers show it.
  const opaque = image.isTransparent ? sized.flatten({ background: "#fff" }) : sized;
  const upright = opaque.toColorspace("srgb");
  // 16-bit RGB with a profile is converted to Display P3 on the way; say that sRGB is meant.
  return metadata.space === "rgb16" && metadata.hasProfile ? upright.withIccProfile("srgb") : upright;
}

function benchmarkColors(space: string | undefined): "srgb" | "cmyk" | "grey16" {
  return space === "cmyk" || space === "grey16" ? space : "srgb";
}

/** The decoder has already undone Adobe's inversion, so 255 is full ink here. */
function cmykToRgb(cmyk: Uint8Array): Uint8Array {
  const pixels = cmyk.length / 4;
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const white = 255 - cmyk[i * 4 + 3]!;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = white - Math.round((cmyk[i * 4 + c]! * white) / 255);
  }
  return rgb;
}

function clippedGrayToRgb(bytes: Uint8Array): Uint8Array {
  const gray = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  const rgb = new Uint8Array(gray.length * 3);
  for (let i = 0; i < gray.length; i++) rgb.fill(Math.min(gray[i]!, 255), i * 3, i * 3 + 3);
  return rgb;
}
