import { createHash } from "node:crypto";
import { RegionaryError } from "../../errors";
import { readCaptureTime } from "../../pictures/reading/capture-time";
import { inspectImage } from "../../pictures/reading/inspect-image";
import type { ImageInfo } from "../../pictures/reading/open-image";
import type { Database } from "../../storage/database/database";
import {
  completeImage,
  findImageByHash,
  type ImageRow,
  addImage as storeImage,
} from "../../storage/images/images";
import { cleanNames, type GivenNames } from "./clean-names";

export interface GivenImage extends GivenNames {
  readonly bytes: Uint8Array;
  /** False where the import of a benchmark set stores it. */
  readonly addedByPerson?: boolean;
}

/**
 * Stores a picture after `inspect` has decoded it, so that every accepted one can be encoded later; throws what
 * that throws. The same bytes are one image, which is not decoded twice: it keeps its name, and gets the path, the capture
 * time and the external id that it lacks. INVALID_INPUT if it has another external id, or another image has this one.
 */
export async function addImage(
  db: Database,
  { bytes, addedByPerson = true, ...given }: GivenImage,
  inspect: (bytes: Uint8Array) => Promise<ImageInfo> = inspectImage,
): Promise<{ image: ImageRow; alreadyStored: boolean }> {
  const names = cleanNames(given);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const stored = await findImageByHash(db, sha256);
  const added = stored
    ? await completed(db, stored, bytes, { ...names, addedByPerson })
    : await storeImage(db, {
        ...{ bytes, sha256, addedByPerson, ...names, ...(await inspect(bytes)) },
        captured: await readCaptureTime(bytes),
      });
  if (names.externalId === null || added.image.externalId === names.externalId) return added;
  throw new RegionaryError(
    "INVALID_INPUT",
    `The picture is stored with the externalId "${added.image.externalId}"; got "${names.externalId}". A picture has one: leave it out, or delete the stored picture first.`,
  );
}

async function completed(
  db: Database,
  stored: ImageRow,
  bytes: Uint8Array,
  given: ReturnType<typeof cleanNames> & { readonly addedByPerson: boolean },
): Promise<{ image: ImageRow; alreadyStored: boolean }> {
  const { addedByPerson, path, externalId } = given;
  const isComplete =
    (stored.addedByPerson || !addedByPerson) &&
    (stored.path !== null || path === null) &&
    (stored.externalId !== null || externalId === null);
  if (isComplete) return { image: stored, alreadyStored: true };
  // Pictures stored by earlier versions have no capture time yet.
  const captured = stored.capturedAt ? null : await readCaptureTime(bytes);
  const image = await completeImage(db, stored.id, { addedByPerson, path, externalId, captured });
  return { image: image ?? stored, alreadyStored: true };
}
