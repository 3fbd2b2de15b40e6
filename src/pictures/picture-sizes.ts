import { openImage } from "./open-image";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture's sizes by its header: as its pixels are stored, and as people see it, turned as its EXIF data says. */
export interface PictureSizes {
  readonly stored: Size;
  readonly seen: Size;
  /** Whether people see it otherwise than it is stored: turned or mirrored, which may leave the size as it is. */
  readonly isTurned: boolean;
}

const EXIF_MARKS = ["Exif", "EXIF", "eXIf", "exif"];
const KEEP_THEM = ["image/jpeg", "image/png", "image/webp"];

/** Whether a picture may be one that EXIF turns: a glance, where reading the header takes a tenth of decoding it. */
export function mayBeTurned(bytes: Buffer, mediaType: string): boolean {
  return !KEEP_THEM.includes(mediaType) || EXIF_MARKS.some((mark) => bytes.includes(mark, 0, "latin1"));
}

/** INVALID_IMAGE or IMAGE_TOO_LARGE as `openImage` says. */
export async function pictureSizes(bytes: Uint8Array): Promise<PictureSizes> {
  const { metadata, info } = await openImage(bytes);
  const { width, height, orientation = 1 } = metadata;
  return {
    stored: { width, height },
    seen: { width: info.width, height: info.height },
    isTurned: orientation > 1,
  };
}
