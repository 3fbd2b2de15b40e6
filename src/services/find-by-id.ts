import type { Database } from "../storage/database/database";
import { findImages, type ImageRow } from "../storage/images/images";
import { findModelVersions, type ModelVersionRow } from "../storage/models/model-versions";
import { notFound } from "./not-found";

/** The image, or NOT_FOUND. */
export async function findImage(db: Database, id: string): Promise<ImageRow> {
  const [image] = await findImages(db, [id]);
  if (image) return image;
  throw notFound("image");
}

/** The model version, or NOT_FOUND. */
export async function findModelVersion(db: Database, id: string): Promise<ModelVersionRow> {
  const [model] = await findModelVersions(db, [id]);
  if (model) return model;
  throw notFound("model version");
}
