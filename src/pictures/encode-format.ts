import type { Sharp } from "sharp";

/** The formats that pictures are sent in: PNG is exact, WebP a few hundredths of its size on photos. */
export type PictureFormat = "png" | "webp";

const WEBP_QUALITY = 80;

/** The file of a drawn picture. */
export function encodeFormat(picture: Sharp, format: PictureFormat): Promise<Buffer> {
  return (format === "webp" ? picture.webp({ quality: WEBP_QUALITY }) : picture.png()).toBuffer();
}
