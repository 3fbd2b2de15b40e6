import { type Database, inTransaction } from "./database";
import type { Image } from "./generated/client";
import { type Page, type PageRequest, pageArguments, toPage } from "./page";
import { closeBatchIfDone } from "./prediction-results";

/** An image without its bytes. */
export type ImageRow = Omit<Image, "bytes">;

const withoutBytes = { bytes: true } as const;

export interface NewImage {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly name: string | null;
}

/** Stores an image, or finds the one with the same bytes. */
export async function addImage(
  { prisma }: Database,
  image: NewImage,
): Promise<{ image: ImageRow; alreadyStored: boolean }> {
  for (;;) {
    const stored = await prisma.image.findUnique({ where: { sha256: image.sha256 }, omit: withoutBytes });
    if (stored) return { image: stored, alreadyStored: true };
    const { count } = await prisma.image.createMany({
      data: [{ ...image, bytes: new Uint8Array(image.bytes), sizeBytes: image.bytes.byteLength }],
      skipDuplicates: true,
    });
    const created = await prisma.image.findUnique({ where: { sha256: image.sha256 }, omit: withoutBytes });
    // Absent only when someone deleted it in between: then it is stored anew.
    if (created) return { image: created, alreadyStored: count === 0 };
  }
}

export function findImages({ prisma }: Database, ids: readonly string[]): Promise<ImageRow[]> {
  return prisma.image.findMany({ where: { id: { in: [...ids] } }, omit: withoutBytes });
}

export async function readImageBytes(
  { pool }: Database,
  id: string,
): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
  const { rows } = await pool.query('SELECT "bytes", "mediaType" FROM "Image" WHERE "id" = $1', [id]);
  return rows[0] ?? null;
}

export async function listImages({ prisma }: Database, page: PageRequest): Promise<Page<ImageRow>> {
  return toPage(await prisma.image.findMany({ ...pageArguments(page), omit: withoutBytes }), page.first);
}

/**
 * Removes an image with its predictions and regions; batches that counted on it count one less, and
 * one that waited for nothing else is completed. False if there is no such image.
 */
export function deleteImage({ pool }: Database, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    // From here on no new batch can count on the image: who makes one waits, and finds it gone.
    await client.query('SELECT 1 FROM "Image" WHERE "id" = $1 FOR UPDATE', [id]);
    // Batches are locked in one order, as everywhere: so no two transactions wait for each other.
    const { rows: batches } = await client.query<{ id: string }>(
      `SELECT "id" FROM "PredictionBatch"
       WHERE "id" IN (SELECT "batchId" FROM "Prediction" WHERE "imageId" = $1) ORDER BY "id" FOR UPDATE`,
      [id],
    );
    await client.query(
      `UPDATE "PredictionBatch" b SET "total" = b."total" - gone."total",
         "completed" = b."completed" - gone."completed", "failed" = b."failed" - gone."failed"
       FROM (SELECT "batchId", count(*)::int AS "total",
               (count(*) FILTER (WHERE "state" = 'DONE'))::int AS "completed",
               (count(*) FILTER (WHERE "state" = 'FAILED'))::int AS "failed"
             FROM "Prediction" WHERE "imageId" = $1 AND "batchId" IS NOT NULL GROUP BY "batchId") gone
       WHERE b."id" = gone."batchId"`,
      [id],
    );
    const { rowCount } = await client.query('DELETE FROM "Image" WHERE "id" = $1', [id]);
    for (const batch of batches) await closeBatchIfDone(client, batch.id);
    return rowCount === 1;
  });
}
