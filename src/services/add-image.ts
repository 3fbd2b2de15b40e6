import { createHash } from "node:crypto";
import { RegionaryError } from "../errors";
import { inspectImage } from "../inference/inspect-image";
import type { Database } from "../storage/database";
import { type ImageRow, addImage as storeImage } from "../storage/images";

const MAX_NAME_LENGTH = 255;

/**
 * Stores a picture after decoding it once, so that what is accepted can be encoded later. The same bytes
 * are one image. INVALID_IMAGE or IMAGE_TOO_LARGE otherwise.
 */
export async function addImage(
  db: Database,
  { bytes, name = null }: { bytes: Uint8Array; name?: string | null },
): Promise<{ image: ImageRow; alreadyStored: boolean }> {
  if (name !== null && (name.length > MAX_NAME_LENGTH || name.includes("\0"))) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `An image's name has at most ${MAX_NAME_LENGTH} characters and no NUL.`,
    );
  }
  const { mediaType, width, height } = await inspectImage(bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return storeImage(db, { bytes, sha256, mediaType, width, height, name });
}
