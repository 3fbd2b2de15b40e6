import { readImageBytes } from "../../storage/images/images";
import type { ServiceContext } from "../context";
import { notFound } from "../not-found";

/** A stored picture so wide, as WebP. It is kept nowhere, so that a deleted image leaves nothing. */
export async function drawThumbnail(
  { db, engine }: ServiceContext,
  imageId: string,
  width: number,
): Promise<Uint8Array> {
  const image = await readImageBytes(db, imageId);
  if (!image) throw notFound("image"); // deleted just now
  return engine.thumbnail({ image: image.bytes, width });
}
