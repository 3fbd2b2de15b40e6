import { createHash } from "node:crypto";
import { RegionaryError } from "../../errors";
import type { Database } from "../../storage/database/database";
import { addUploadPart, findUploads, listUploadParts, type UploadRow } from "../../storage/uploads/uploads";
import { notFound } from "../not-found";

const MIB = 1024 ** 2;
/** A part is in memory while it is stored. */
export const MAX_PART_BYTES = 16 * MIB;
/** Each part is a row; the last one of a file may be smaller. */
export const MIN_PART_BYTES = MIB;

/**
 * Stores the part of an upload that begins at `start`, where what was received ends: once this returns it is not lost. The
 * same part sent again changes nothing. CONFLICT, with `receivedBytes`, if another part has to follow.
 */
export async function appendPart(
  db: Database,
  id: string,
  start: number,
  bytes: Uint8Array,
): Promise<UploadRow> {
  const upload = await findUpload(db, id);
  const end = start + bytes.length;
  if (end > upload.sizeBytes || (end < upload.sizeBytes && bytes.length < MIN_PART_BYTES))
    throw new RegionaryError(
      "INVALID_INPUT",
      `A part has ${MIN_PART_BYTES} to ${MAX_PART_BYTES} bytes, the last one what is left of ${upload.sizeBytes}; got ${bytes.length} from ${start} on.`,
    );
  if (start !== upload.receivedBytes) return knownPart(db, upload, start, bytes);
  const { hash: blobHash } = await db.blobs.put([bytes]);
  const changed = await addUploadPart(db, id, { start, sizeBytes: bytes.length, blobHash });
  return changed ?? knownPart(db, await findUpload(db, id), start, bytes);
}

/** The upload where it has that very part already. Nothing is stored. */
async function knownPart(
  db: Database,
  upload: UploadRow,
  start: number,
  bytes: Uint8Array,
): Promise<UploadRow> {
  const part = (await listUploadParts(db, upload.id)).find((part) => part.start === start);
  if (part?.blobHash === createHash("sha256").update(bytes).digest("hex")) return upload;
  throw otherPart(upload, start);
}

/** The upload, or NOT_FOUND. */
export async function findUpload(db: Database, id: string): Promise<UploadRow> {
  const [upload] = await findUploads(db, [id]);
  if (upload) return upload;
  throw notFound("upload");
}

function otherPart({ receivedBytes }: UploadRow, start: number): RegionaryError {
  return new RegionaryError(
    "CONFLICT",
    `The next part begins at byte ${receivedBytes}, where what was received ends; got one from ${start} on. Go on from there.`,
    { receivedBytes },
  );
}
