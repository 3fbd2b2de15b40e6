import { readImageBytes } from "../../storage/images/images";
import { findThumbnail, keepThumbnail } from "../../storage/images/thumbnails";
import type { ServiceContext } from "../context";
import { notFound } from "../not-found";

/** The widths that are kept, so that an image has few thumbnails. Any other is drawn each time. */
const KEPT_WIDTHS = new Set([128, 256, 512]);

/** A stored picture so wide, as WebP: drawn once and kept with the image, and gone with it. */
export async function drawThumbnail(
  { db, engine, tell }: Pick<ServiceContext, "db" | "engine" | "tell">,
  imageId: string,
  width: number,
): Promise<Uint8Array> {
  const isKept = KEPT_WIDTHS.has(width);
  const kept = isKept ? await findThumbnail(db, imageId, width) : null;
  if (kept) return kept;
  const image = await readImageBytes(db, imageId);
  if (!image) throw notFound("image"); // deleted just now
  const drawn = await engine.thumbnail({ image: image.bytes, width });
  if (isKept)
    await keepThumbnail(db, imageId, width, drawn).catch((error: unknown) =>
      tell(`A thumbnail could not be kept, and will be drawn again: ${String(error)}`),
    );
  return drawn;
}
