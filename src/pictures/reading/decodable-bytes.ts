import { bmpHeader } from "../formats/bmp-header";
import type { ImageMediaType } from "../formats/decoded-type";
import { rasterLane } from "./raster-lane";

/**
 * A picture in a form that the decoder in C takes: most are as they are, HEIC and BMP decoded in a thread of their own.
 * `checkSize` is called before. Throws an Error, or a RegionaryError, of a picture that cannot be decoded.
 */
export async function decodableBytes(
  bytes: Uint8Array,
  mediaType: ImageMediaType,
  checkSize: (width: number, height: number) => void,
): Promise<Uint8Array> {
  if (mediaType === "image/bmp") {
    const { width, height } = bmpHeader(bytes);
    checkSize(width, height);
    return rasterLane().call("bmp", () => ({ value: bytes, transfer: [] }));
  }
  if (mediaType === "image/heic") return rasterLane().call("heic", () => ({ value: bytes, transfer: [] }));
  return bytes;
}
