import { escapeLiteral } from "pg";
import { eachCopiedRow } from "../database/copy-rows";
import { type Database, inTransaction } from "../database/database";

/** An image and its sketch. */
export interface SketchedImage {
  readonly imageId: string;
  readonly sketch: Uint8Array;
}

/**
 * Gives images that an index does not have the next positions of it, all or none; one that has a position keeps it. An
 * image that is being deleted, or changed in a way that may end so, is left out: it is found missing later. False if the
 * index is no longer in use.
 */
export function addToIndex(
  { pool }: Pick<Database, "pool">,
  indexId: string,
  images: readonly SketchedImage[],
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const ids = images.map(({ imageId }) => imageId);
    // Images before the index, as where they are deleted; and whoever deletes one is not waited for.
    const { rows: here } = await client.query<{ id: string }>(
      'SELECT "id" FROM "Image" WHERE "id" = ANY($1::uuid[]) FOR KEY SHARE SKIP LOCKED',
      [ids],
    );
    const { rows: indexes } = await client.query<{ count: number }>(
      'SELECT "count" FROM "SearchIndex" WHERE "id" = $1 AND NOT "isRetired" FOR NO KEY UPDATE',
      [indexId],
    );
    if (!indexes[0]) return false;
    // A statement of its own, which sees what was added while this one waited for the index.
    const { rows: there } = await client.query<{ imageId: string }>(
      'SELECT "imageId" FROM "IndexedImage" WHERE "indexId" = $1 AND "imageId" = ANY($2::uuid[])',
      [indexId, ids],
    );
    const wanted = new Set(here.map(({ id }) => id));
    for (const { imageId } of there) wanted.delete(imageId);
    const added = images.filter(({ imageId }) => wanted.delete(imageId));
    if (added.length === 0) return true;
    const size = added[0]!.sketch.length;
    await client.query(
      `INSERT INTO "IndexedImage" ("indexId", "position", "imageId", "sketch")
       SELECT $1, $2::int + n - 1, id, substring($4::bytea FROM (n::int - 1) * $5::int + 1 FOR $5::int)
       FROM unnest($3::uuid[]) WITH ORDINALITY AS added(id, n)`,
      [
        ...[indexId, indexes[0].count, added.map(({ imageId }) => imageId)],
        ...[Buffer.concat(added.map(({ sketch }) => sketch)), size],
      ],
    );
    await client.query(
      'UPDATE "SearchIndex" SET "count" = "count" + $2, "revision" = "revision" + 1 WHERE "id" = $1',
      [indexId, added.length],
    );
    return true;
  });
}

/** How far an index is: everything of this revision and of those before it is committed. */
export interface IndexState {
  readonly revision: number;
  readonly count: number;
}

/** Whether an index is there and not retired. */
export async function isInUse({ pool }: Pick<Database, "pool">, indexId: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM "SearchIndex" WHERE "id" = $1 AND NOT "isRetired"', [
    indexId,
  ]);
  return rowCount === 1;
}

/** How many positions an index has, and which images are at some of them. */
export async function readIndexTail(
  { pool }: Pick<Database, "pool">,
  indexId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ readonly count: number; readonly images: readonly { position: number; imageId: string }[] }> {
  const { rows } = await pool.query<{ count: number; position: number | null; imageId: string | null }>(
    `SELECT i."count", x."position", x."imageId" FROM "SearchIndex" i
     LEFT JOIN "IndexedImage" x ON x."indexId" = i."id" AND x."position" >= $2 AND x."position" < $3
     WHERE i."id" = $1`,
    [indexId, from, to],
  );
  const images = rows.flatMap(({ position, imageId }) =>
    position === null || imageId === null ? [] : [{ position, imageId }],
  );
  return { count: rows[0]?.count ?? 0, images };
}

/** The positions of images that were deleted after one revision, up to another. */
export async function readDeletions(
  { pool }: Pick<Database, "pool">,
  indexId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<number[]> {
  const { rows } = await pool.query<{ position: number }>(
    `SELECT "position" FROM "IndexDeletion" WHERE "indexId" = $1 AND "revision" > $2 AND "revision" <= $3`,
    [indexId, after, upTo],
  );
  return rows.map(({ position }) => position);
}

/** Sketches of positions from one on up to another, packed: those of images that were deleted are all zeros. */
interface SketchBlock {
  /** [n, 16], the bytes of the ids. */
  readonly ids: Uint8Array;
  /** [n, bytes] */
  readonly sketches: Uint8Array;
  /** The positions that have no image. */
  readonly gone: readonly number[];
}

export async function readSketches(
  { pool }: Pick<Database, "pool">,
  indexId: string,
  { from, to, bytes }: { readonly from: number; readonly to: number; readonly bytes: number },
): Promise<SketchBlock> {
  const ids = new Uint8Array(16 * (to - from));
  const sketches = new Uint8Array(bytes * (to - from));
  const gone = new Set(Array.from({ length: to - from }, (_, n) => from + n));
  let wrong = 0;
  await eachCopiedRow(
    pool,
    `SELECT "position", "imageId", "sketch" FROM "IndexedImage" WHERE "indexId" = ${escapeLiteral(indexId)}
     AND "position" >= ${from} AND "position" < ${to}`,
    ([place, id, sketch]) => {
      if (sketch!.length !== bytes) {
        wrong = sketch!.length;
        return;
      }
      const position = place!.readInt32BE();
      gone.delete(position);
      ids.set(id!, 16 * (position - from));
      sketches.set(sketch!, bytes * (position - from));
    },
  );
  if (wrong > 0)
    throw new Error(
      `A sketch of the search index ${indexId} has ${wrong} bytes instead of ${bytes}: it was written by another version of Regionary. Delete the index; it is made again.`,
    );
  return { ids, sketches, gone: [...gone] };
}
