import { escapeLiteral } from "pg";
import { blobMissing } from "../../blobs/blob-missing";
import { RegionaryError } from "../../errors";
import { CHUNK_BYTES } from "../blobs/blob-chunks";
import { putOneParts } from "../blobs/put-one-parts";
import { copyRows } from "../database/copy-rows";
import type { Database } from "../database/database";
import { isUniqueViolation } from "../database/storage-errors";
import { timeOrderedId } from "../database/time-ordered-id";
import type { Image } from "../generated/client";

/** An image; its bytes are a blob. */
export type ImageRow = Omit<Image, "nameKey" | "pathKey" | "takenKey">;

/** What is only for lists. */
const OMITTED = { nameKey: true, pathKey: true, takenKey: true } as const;
const COLUMNS =
  '"id", "sha256", "sizeBytes", "mediaType", "width", "height", "name", "path", "capturedAt", "capturedOffset", "externalId", "addedByPerson", "createdAt"';

const INSERT_IMAGE = `INSERT INTO "Image" ("sha256", "sizeBytes", "id", "mediaType", "width", "height", "name",
    "addedByPerson", "path", "externalId", "capturedAt", "capturedOffset")
  SELECT $1::char(64), $2::bigint, $3::uuid, $4::text, $5::int, $6::int, $7::text, $8::boolean, $9::text, $10::text,
    $11::timestamptz, $12::text`;
const ONCE = `ON CONFLICT ("sha256") DO NOTHING RETURNING ${COLUMNS}`;
/** With its bytes stored before, and still there: who deletes the same picture just now may have removed them. */
const ADD_IMAGE = `${INSERT_IMAGE} FROM (SELECT FROM "Blob" WHERE "hash" = $1 FOR KEY SHARE) "stored" ${ONCE}`;
/** Most pictures have one chunk, and are stored with their bytes in one statement. */
const PUT_IMAGE = `WITH ${putOneParts("$1", "$2", "$13")} ${INSERT_IMAGE} ${ONCE}`;

/** What joins a picture with a person's folders, the camera's clock and another program's records. */
interface Belonging {
  /** False where the import of a benchmark set stores it. */
  readonly addedByPerson: boolean;
  readonly path?: string | null;
  readonly externalId?: string | null;
  readonly captured?: { readonly at: Date; readonly offset: string | null } | null;
}

interface NewImage extends Belonging {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly name: string | null;
}

/** Stores an image, or finds the one with the same bytes, and completes it. INVALID_INPUT if its external id is another's. */
export async function addImage(
  db: Database,
  { bytes, sha256, mediaType, width, height, name, ...belonging }: NewImage,
): Promise<{ image: ImageRow; alreadyStored: boolean }> {
  const sizeBytes = bytes.byteLength;
  const isLarge = sizeBytes > CHUNK_BYTES;
  const { addedByPerson, path = null, externalId = null, captured = null } = belonging;
  const image = [
    ...[sha256, sizeBytes, timeOrderedId(), mediaType, width, height, name, addedByPerson],
    ...[path, externalId, captured?.at ?? null, captured?.offset ?? null],
  ];
  for (;;) {
    if (isLarge) await db.blobs.put([bytes], { hash: sha256, sizeBytes });
    const { rows } = await refusingOthersId(
      externalId,
      db.pool.query<ImageRow>(
        isLarge
          ? { name: "add-image", text: ADD_IMAGE, values: image }
          : {
              name: "put-image",
              text: PUT_IMAGE,
              values: [...image, Buffer.from(bytes.buffer, bytes.byteOffset, sizeBytes)],
            },
      ),
    );
    if (rows[0]) return { image: rows[0], alreadyStored: false };
    const stored = await findImageByHash(db, sha256);
    const completed = stored && (await completeImage(db, stored.id, belonging));
    if (completed) return { image: completed, alreadyStored: true };
  }
}

/**
 * Gives an image what it lacks, and makes it a person's own once a person has added it; null if it was just deleted.
 * INVALID_INPUT if the external id is another's.
 */
export async function completeImage(
  { pool }: Database,
  id: string,
  { addedByPerson, path = null, externalId = null, captured = null }: Belonging,
): Promise<ImageRow | null> {
  const { rows } = await refusingOthersId(
    externalId,
    pool.query<ImageRow>(
      `UPDATE "Image" SET "addedByPerson" = "addedByPerson" OR $2, "path" = coalesce("path", $3),
         "externalId" = coalesce("externalId", $4),
         "capturedOffset" = CASE WHEN "capturedAt" IS NULL THEN $6 ELSE "capturedOffset" END,
         "capturedAt" = coalesce("capturedAt", $5)
       WHERE "id" = $1 RETURNING ${COLUMNS}`,
      [id, addedByPerson, path, externalId, captured?.at ?? null, captured?.offset ?? null],
    ),
  );
  return rows[0] ?? null;
}

async function refusingOthersId<T>(externalId: string | null, storing: Promise<T>): Promise<T> {
  return storing.catch((error: unknown) => {
    if (externalId === null || !isUniqueViolation(error)) throw error;
    throw new RegionaryError(
      "INVALID_INPUT",
      `Another picture has the externalId "${externalId}", and one can have it. Give this one another, or delete that one first.`,
    );
  });
}

/** The image that has this external id; null if there is none. */
export async function findImageByExternalId(
  { prisma }: Database,
  externalId: string,
): Promise<ImageRow | null> {
  if (externalId.includes("\0")) return null; // PostgreSQL refuses to search for one
  return prisma.image.findUnique({ where: { externalId }, omit: OMITTED });
}

/** The image whose bytes have this SHA-256; null if there is none. */
export async function findImageByHash({ pool }: Database, sha256: string): Promise<ImageRow | null> {
  const { rows } = await pool.query<ImageRow>({
    name: "image-by-hash",
    text: `SELECT ${COLUMNS} FROM "Image" WHERE "sha256" = $1`,
    values: [sha256],
  });
  return rows[0] ?? null;
}

export function findImages({ prisma }: Database, ids: readonly string[]): Promise<ImageRow[]> {
  return prisma.image.findMany({
    where: { id: { in: [...ids] } },
    omit: OMITTED,
  });
}

/**
 * The bytes of an image, and their type; null if there is no such image, BLOB_MISSING if they are not in the
 * store. In one query, because every picture to be encoded waits for this.
 */
export async function readImageBytes(
  { pool }: Database,
  id: string,
): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
  const rows = await copyRows(
    pool,
    `SELECT i."sha256", i."sizeBytes", i."mediaType", coalesce(c."bytes", '')
     FROM "Image" i LEFT JOIN "BlobChunk" c ON c."hash" = i."sha256"
     WHERE i."id" = ${escapeLiteral(id)} ORDER BY c."position"`,
  );
  const [first] = rows;
  if (!first) return null;
  const [sha256, size, mediaType] = first.map((field) => Buffer.from(field.buffer));
  const chunks = rows.map(([, , , chunk]) => chunk!);
  const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  if (bytes.length !== size!.readInt32BE()) throw blobMissing(sha256!.toString());
  return { bytes, mediaType: mediaType!.toString() };
}
