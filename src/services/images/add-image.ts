import { createHash } from "node:crypto";
import { RegionaryError } from "../../errors";
import { inspectImage } from "../../pictures/inspect-image";
import type { ImageInfo } from "../../pictures/open-image";
import type { Database } from "../../storage/database/database";
import { findStoredImage, type ImageRow, addImage as storeImage } from "../../storage/images/images";

const MAX_NAME_LENGTH = 255;

export interface GivenImage {
  readonly bytes: Uint8Array;
  readonly name?: string | null;
  /** False where the import of a benchmark set stores it. */
  readonly addedByPerson?: boolean;
}

/**
 * Stores a picture after `inspect` has decoded it, so that every accepted one can be encoded later; throws what
 * that throws. The same bytes are one image, which is not decoded twice.
 */
export async function addImage(
  db: Database,
  { bytes, name = null, addedByPerson = true }: GivenImage,
  inspect: (bytes: Uint8Array) => Promise<ImageInfo> = inspectImage,
): Promise<{ image: ImageRow; alreadyStored: boolean }> {
  if (name !== null && (name.length > MAX_NAME_LENGTH || name.includes("\0"))) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `An image's name must have at most ${MAX_NAME_LENGTH} characters and no NUL.`,
    );
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const stored = await findStoredImage(db, sha256, addedByPerson);
  if (stored) return { image: stored, alreadyStored: true };
  return storeImage(db, { bytes, sha256, name, addedByPerson, ...(await inspect(bytes)) });
}
