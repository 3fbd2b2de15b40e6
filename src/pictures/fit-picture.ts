import type { PictureInput } from "./picture-input";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Part of a picture, in its pixels; edges may lie between pixels. */
export interface Area extends Size {
  readonly left: number;
  readonly top: number;
}

/** How a picture of some size becomes a model's input. */
export interface FittedPicture {
  /** The size to which the whole picture is resized. */
  readonly resized: Size;
  /** Where the input begins in the resized picture, in whole pixels. */
  readonly left: number;
  readonly top: number;
  /** The part of the picture, in its own pixels, that the model sees and its grid covers. */
  readonly seen: Area;
}

/**
 * Fits a picture to a model's input. A crop is the center crop of CLIP's program: the side that is shorter for
 * the input gets its length, the other keeps the proportions, rounded down, and what is left over is cut off
 * on both sides, the odd pixel at the end.
 */
export function fitPicture(input: PictureInput, { width, height }: Size): FittedPicture {
  const whole = { left: 0, top: 0, width, height };
  if (input.fit === "stretch") return { resized: input, left: 0, top: 0, seen: whole };
  const isNarrow = width * input.height <= height * input.width;
  const resized = isNarrow
    ? { width: input.width, height: Math.floor((input.width * height) / width) }
    : { width: Math.floor((input.height * width) / height), height: input.height };
  const left = Math.floor((resized.width - input.width) / 2);
  const top = Math.floor((resized.height - input.height) / 2);
  const seen = {
    left: (left * width) / resized.width,
    top: (top * height) / resized.height,
    width: (input.width * width) / resized.width,
    height: (input.height * height) / resized.height,
  };
  return { resized, left, top, seen };
}
