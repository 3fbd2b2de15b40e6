import sharp from "sharp";
import { decodeOpened } from "./decode-image";
import { encodeFormat } from "./encode-format";
import { fitWidth } from "./fit-width";
import { openImage } from "./open-image";

/** A picture file that is to be shown small. */
export interface ThumbnailRequest {
  readonly image: Uint8Array;
  /** In pixels; a narrower picture stays as it is. */
  readonly width: number;
}

/** A picture as a person sees it (upright, on white where it is see-through), so wide, as WebP. */
export async function renderThumbnail({ image, width }: ThumbnailRequest): Promise<Uint8Array> {
  const opened = await openImage(image);
  const size = fitWidth(opened.info, width);
  const { data, ...whole } = await decodeOpened(opened, "photo", size);
  const shown = sharp(data, { raw: { ...whole, channels: 3 } }).resize({ ...size, fit: "fill" });
  return encodeFormat(shown, "webp");
}
