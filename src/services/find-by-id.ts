import type { Database } from "../storage/database/database";
import { findImages, type ImageRow } from "../storage/images/images";
import { notFound } from "./not-found";

/** The image, or NOT_FOUND. */
export async function findImage(db: Database, id: string): Promise<ImageRow> {
  const [image] = await findImages(db, [id]);
  if (image) return image;
  throw notFound("image");
}
