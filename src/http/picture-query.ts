import type { Request } from "express";
import { RegionaryError } from "../errors";
import type { PictureFormat } from "../pictures/encode-format";
import { pictureWidth } from "../services/images/picture-width";

/** `?width=` in pixels, null if it is left out. */
export function widthOf({ width }: Request["query"]): number | null {
  if (width === undefined) return null;
  const number = typeof width === "string" && /^\d{1,9}$/.test(width) ? Number(width) : Number.NaN;
  return pictureWidth(number, width);
}

/** `?format=`, PNG if it is left out. */
export function formatOf({ format = "png" }: Request["query"]): PictureFormat {
  if (format === "png" || format === "webp") return format;
  const got = JSON.stringify(format).slice(0, 80);
  throw new RegionaryError("INVALID_INPUT", `format must be png or webp, or left out for png; got ${got}.`);
}
