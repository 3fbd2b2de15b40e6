import { cameraRaw } from "./camera-raw";
import { hasMark, isoBrands } from "./file-marks";

/** The picture formats that are decoded, by media type, with their names. */
export const DECODED_NAMES = {
  "image/jpeg": "JPEG",
  "image/png": "PNG",
  "image/webp": "WebP",
  "image/gif": "GIF",
  "image/tiff": "TIFF",
  "image/avif": "AVIF",
  "image/heic": "HEIC",
  "image/bmp": "BMP",
} as const;

export type ImageMediaType = keyof typeof DECODED_NAMES;

const BMP_HEADERS = [12, 16, 40, 52, 56, 64, 108, 124].map((size) => `${String.fromCharCode(size)}\0\0\0`);

/**
 * The format of a picture that is decoded, by its first bytes; null for anything else. A camera's raw file that looks like
 * TIFF is told from a picture only as far as its directory lies within the bytes that are given.
 */
export function decodedType(bytes: Uint8Array): ImageMediaType | null {
  if (hasMark(bytes, "\xff\xd8\xff")) return "image/jpeg";
  if (hasMark(bytes, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (hasMark(bytes, "RIFF") && hasMark(bytes, "WEBP", 8)) return "image/webp";
  if (hasMark(bytes, "GIF87a") || hasMark(bytes, "GIF89a")) return "image/gif";
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].some((mark) => hasMark(bytes, mark)))
    return cameraRaw(bytes) === null ? "image/tiff" : null;
  // A header of a size that there is, or a text that begins with these letters would be one.
  if (hasMark(bytes, "BM") && BMP_HEADERS.some((size) => hasMark(bytes, size, 14))) return "image/bmp";
  const brands = isoBrands(bytes);
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "image/avif";
  return brands.some((brand) => /^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) ? "image/heic" : null;
}
