/** The widths that the service keeps. */
const WIDTHS = [128, 256, 512];
/** A thumbnail is cut to a square, so that of a usual photo's width three quarters are seen. */
const SHARP_ENOUGH = 1.25;

/** How wide thumbnails have to be for squares of a size. */
export function thumbnailWidth(size: number): number {
  const needed = size * SHARP_ENOUGH * window.devicePixelRatio;
  return WIDTHS.find((width) => width >= needed) ?? 512;
}
