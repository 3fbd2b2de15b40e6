import { RegionaryError } from "../../errors";

const MIN_WIDTH = 16;
const MAX_WIDTH = 2_048;

/** The width that a drawn picture is asked for with, in pixels; INVALID_INPUT beyond the limits. */
export function pictureWidth(width: number, given: unknown = width): number {
  if (Number.isInteger(width) && width >= MIN_WIDTH && width <= MAX_WIDTH) return width;
  const got = JSON.stringify(given).slice(0, 80);
  throw new RegionaryError(
    "INVALID_INPUT",
    `width must be a whole number of pixels from ${MIN_WIDTH} to ${MAX_WIDTH}, or left out; got ${got}.`,
  );
}
