import { RegionaryError } from "../errors";

/** The picture formats that are decoded, by media type. */
export type ImageMediaType =
  | "image/jpeg"
  | "image/png"
  | "image/webp"
  | "image/gif"
  | "image/tiff"
  | "image/avif";

/**
 * Tells a picture's format from its first bytes, so that nothing but the six raster formats ever reaches
 * the decoder (which would also render SVG and PDF, with their scripts and external references).
 * Anything else is INVALID_IMAGE, naming what was found.
 */
export function sniffImageType(bytes: Uint8Array): ImageMediaType {
  if (startsWith(bytes, 0, "\xff\xd8\xff")) return "image/jpeg";
  if (startsWith(bytes, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) return "image/webp";
  if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) return "image/gif";
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].some((mark) => startsWith(bytes, 0, mark))) return "image/tiff";
  if (isoBrands(bytes).some((brand) => brand === "avif" || brand === "avis")) return "image/avif";
  throw new RegionaryError(
    "INVALID_IMAGE",
    `Expected a JPEG, PNG, WebP, GIF, TIFF or AVIF picture but got ${describe(bytes)}. Send the picture in one of these formats.`,
  );
}

function describe(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file (0 bytes)";
  if (startsWith(bytes, 0, "%PDF")) return "a PDF document";
  if (startsWith(bytes, 0, "PK\x03\x04")) return "a ZIP archive (or an office document)";
  if (startsWith(bytes, 0, "\x1f\x8b")) return "gzip-compressed data";
  if (startsWith(bytes, 0, "BM")) return "a BMP picture";
  const brands = isoBrands(bytes);
  if (brands.some((brand) => /^(heic|heix|hevc|hevx|mif1|msf1)$/.test(brand))) {
    return "a HEIC picture, whose HEVC compression cannot be decoded here";
  }
  if (brands.length > 0) return "a video or another MP4-like file";
  const start = latin1(bytes, 0, 1024);
  if (/<svg[\s>]/i.test(start)) return "an SVG drawing, not a raster picture";
  if (/^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)/i.test(start)) return "an HTML or XML document";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells data from text
  if (!/[\x00-\x08\x0e-\x1f]/.test(start))
    return `text that starts with ${JSON.stringify(start.slice(0, 24))}`;
  const hex = Buffer.from(bytes.subarray(0, 8))
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
  return `${bytes.length} bytes of an unknown format that starts with ${hex}`;
}

/** The major and compatible brands of an ISO base media file (AVIF, HEIC, MP4); none for other files. */
function isoBrands(bytes: Uint8Array): string[] {
  if (bytes.length < 12 || !startsWith(bytes, 4, "ftyp")) return [];
  const declared = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = Math.min(declared, bytes.length, 256);
  const brands = [latin1(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, 4));
  return brands;
}

function startsWith(bytes: Uint8Array, at: number, mark: string): boolean {
  return latin1(bytes, at, mark.length) === mark;
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", at, at + length);
}
