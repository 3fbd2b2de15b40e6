import { escapeLiteral } from "pg";
import { CHUNK_BYTES } from "../blobs/blob-chunks";
import { copyRows } from "../database/copy-rows";
import type { Database } from "../database/database";

/**
 * The files of several images, in order, in one query; null for those that are not whole in one chunk, which
 * `readImageBytes` reads one by one, so that few megabytes are in memory at once.
 */
export async function readPictures(
  { pool }: Database,
  ids: readonly string[],
): Promise<(Uint8Array<ArrayBuffer> | null)[]> {
  const rows = await copyRows(
    pool,
    `SELECT i."id"::text, c."bytes" FROM "Image" i JOIN "BlobChunk" c ON c."hash" = i."sha256" AND c."position" = 0
     WHERE i."id" IN (${ids.map(escapeLiteral).join(", ")})
       AND i."sizeBytes" <= ${CHUNK_BYTES} AND i."sizeBytes" = octet_length(c."bytes")`,
  );
  const found = new Map(rows.map(([id, bytes]) => [Buffer.from(id!).toString(), bytes!]));
  return ids.map((id) => found.get(id) ?? null);
}
