import sharp, { type Metadata, type Sharp } from "sharp";
import { isRegionaryError, RegionaryError } from "../../errors";
import { DECODED_NAMES, type ImageMediaType } from "../formats/decoded-type";
import { tiffSamples } from "../formats/tiff-samples";
import { decodableBytes } from "./decodable-bytes";
import { sniffImageType } from "./sniff-image-type";

/** The largest picture file that is accepted. */
export const MAX_IMAGE_BYTES = 25 * 1024 * 1024;
/** The most pixels that are ever decoded: 300 MB of RGB. */
export const MAX_IMAGE_PIXELS = 100_000_000;
/** As many as fit into 25 MiB without compression, so that looking at each number takes little time. */
const MAX_FLOAT_PIXELS = 8_000_000;
/**
 * AVIF takes a second for every few megapixels, however small the file is, and cannot be interrupted; HEIC and BMP are held
 * in memory whole.
 */
const MOST_PIXELS: Partial<Record<ImageMediaType, number>> = {
  "image/avif": 32_000_000,
  "image/heic": 50_000_000,
  "image/bmp": 50_000_000,
};
/**
 * The longest side, which is also JPEG's own. A picture one pixel wide and millions high passes every other
 * limit in a file of a few KB, but widened to a model's input it takes gigabytes.
 */
const MAX_IMAGE_SIDE = 65_535;
/** A few KB can hold 100 megapixels that take 20 seconds and over 1 GB to decode. */
const LARGE_PIXELS = 25_000_000;

/** What is stored about a picture; the size is as a person sees it (EXIF orientation applied). */
export interface ImageInfo {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

/** A picture whose header was read and found within the limits; no pixel has been decoded yet. */
export interface OpenedImage {
  readonly bytes: Uint8Array;
  readonly info: ImageInfo;
  readonly metadata: Metadata;
  /** Whether it takes so much time and memory to decode that it must not keep others waiting. */
  readonly isLarge: boolean;
  /** Whether its numbers are light, see `decodeFloat`. */
  readonly isFloat: boolean;
  /** Whether parts of it are see-through. */
  readonly isTransparent: boolean;
  /** A fresh pipeline over the first frame that fails on cut-off or damaged data. */
  pipeline(options?: { ignoreIcc?: boolean; autoOrient?: boolean }): Sharp;
}

/**
 * Reads a picture's header. Throws IMAGE_TOO_LARGE over 25 MiB, 100 megapixels (50 of HEIC and BMP, 32 of AVIF, 8 of floats) or 65,535 pixels
 * on a side, and INVALID_IMAGE for anything but a picture in a known format.
 */
export async function openImage(bytes: Uint8Array): Promise<OpenedImage> {
  if (bytes.length > MAX_IMAGE_BYTES) {
    throw new RegionaryError(
      "IMAGE_TOO_LARGE",
      `The picture must have at most ${MAX_IMAGE_BYTES} bytes (25 MiB); got ${bytes.length}. Send a smaller or more compressed one.`,
    );
  }
  const mediaType = sniffImageType(bytes);
  const samples = mediaType === "image/tiff" ? tiffSamples(bytes) : null;
  const page = samples?.page ?? 0;
  const mostPixels = samples?.isFloat ? MAX_FLOAT_PIXELS : (MOST_PIXELS[mediaType] ?? MAX_IMAGE_PIXELS);
  const refuse = (error: unknown) =>
    Promise.reject(isRegionaryError(error) ? error : undecodable({ bytes, info: { mediaType } }, error));
  const source = await decodableBytes(bytes, mediaType, (width, height) =>
    checkSize(width, height, mostPixels),
  ).catch(refuse);
  // The limit is ours to check on the header, so that the message can name the size.
  const metadata = await sharp(source, { limitInputPixels: false, page }).metadata().catch(refuse);
  const { width, height } = metadata;
  checkSize(width, height, mostPixels);
  return {
    bytes,
    info: { mediaType, width: metadata.autoOrient.width, height: metadata.autoOrient.height },
    metadata,
    isLarge: width * height > LARGE_PIXELS,
    isFloat: samples?.isFloat ?? false,
    isTransparent: metadata.hasAlpha && !samples?.hasSpareChannel,
    pipeline: (options) =>
      sharp(source, { failOn: "error", limitInputPixels: MAX_IMAGE_PIXELS, page, ...options }),
  };
}

function checkSize(width: number, height: number, mostPixels: number): void {
  if (width * height <= mostPixels && Math.max(width, height) <= MAX_IMAGE_SIDE) return;
  throw new RegionaryError(
    "IMAGE_TOO_LARGE",
    `The picture must have at most ${mostPixels / 1e6} megapixels and ${MAX_IMAGE_SIDE} pixels on a side; got ${width}x${height}. Send a smaller one.`,
  );
}

/** The INVALID_IMAGE error for a decoder's complaint about a picture with a valid header. */
export function undecodable(
  { bytes, info }: Pick<OpenedImage, "bytes"> & { readonly info: Pick<ImageInfo, "mediaType"> },
  cause: unknown,
): RegionaryError {
  const complaint = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
  const reason = /unknown error|:\s*$/i.test(complaint) ? "" : ` (${complaint})`;
  return new RegionaryError(
    "INVALID_IMAGE",
    `Expected a whole picture but got ${bytes.length} bytes that begin like a ${DECODED_NAMES[info.mediaType]} picture (${info.mediaType}) and cannot be decoded to the end${reason}. The file may be cut off or damaged: send it again.`,
    {},
    { cause },
  );
}
