import type { OpenedImage } from "./reading/open-image";

/**
 * The reduction that is left for the exact resize: its filter is then so wide that the reduction before it
 * hardly shows.
 */
const KEPT_REDUCTION = 4;
/** With less of a reduction, a second filter costs more than the smaller picture saves. */
const LEAST_GAIN = 2;

/**
 * The size to which a large JPEG is reduced while it is decoded, if it is to become `target`: four times
 * that, with the same proportions; null for a picture that is decoded at full size. The decoder then skips
 * most of its inverse transform and returns a few MB instead of up to 300. The result is not the exact one:
 * it differs by 0.2 of 255 on average on photos at the paper's 224, see docs/performance.md. Only JPEG of
 * plain RGB or gray: no other format can be decoded in part, alpha would be multiplied in, and inks are not
 * colors.
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
