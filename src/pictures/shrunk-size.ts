import type { OpenedImage } from "./open-image";

/** What is left for the exact resize: its filter is then so wide that the way down to here hardly shows. */
const KEPT_REDUCTION = 4;
/** Below this a second filter costs more than the smaller picture saves. */
const LEAST_GAIN = 2;

/**
 * The size to which a large JPEG is reduced as it is decoded, where it is to be `target` in the end: four times
 * that, the proportions kept; null for a picture that is decoded whole. The decoder then skips most of its
 * inverse transform and hands over a few MB instead of up to 300. The result is not the exact one: a mean of 0.2 of
 * 255 away from it on photos at the paper's 224, see docs/performance.md. Only JPEG of plain RGB or gray: no other
 * format can be decoded in part, alpha would be multiplied in, and inks are not colors.
 */
export function shrunkSize(
  { info, metadata }: OpenedImage,
  target: { readonly width: number; readonly height: number },
): { width: number; height: number } | null {
  if (info.mediaType !== "image/jpeg" || (metadata.space !== "srgb" && metadata.space !== "b-w")) return null;
  const { width, height } = info;
  const shrink = Math.min(width / target.width, height / target.height) / KEPT_REDUCTION;
  if (shrink < LEAST_GAIN) return null;
  return { width: Math.round(width / shrink), height: Math.round(height / shrink) };
}
