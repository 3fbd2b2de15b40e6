import type { ChangedImages } from "../../services/tags/chosen-images";

/** What was done, in words. */
export function told({ imageCount, changeCount }: ChangedImages, what: string, done: string): string {
  if (imageCount === 0) return "No picture is chosen by that: nothing was changed.";
  const pictures = `${imageCount} ${imageCount === 1 ? "picture" : "pictures"}`;
  return `${changeCount} ${what}${changeCount === 1 ? "" : "s"} ${done} ${pictures}`;
}
