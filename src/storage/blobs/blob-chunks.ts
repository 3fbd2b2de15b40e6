import { escapeLiteral, type Pool } from "pg";
import { blobMissing } from "../../blobs/blob-missing";
import { copyRows } from "../database/copy-rows";

/** Bytes of each chunk of a blob but its last. An empty blob has one, too. */
export const CHUNK_BYTES = 1_048_576;
const CHUNKS_PER_READ = 4;

/** A blob's chunks from a position on. BLOB_MISSING if one is missing or cut short. */
export async function* readChunks(
  pool: Pool,
  hash: string,
  from: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  for (let position = from, left = Number.POSITIVE_INFINITY; left > 0; ) {
    const rows = await copyRows(
      pool,
      `SELECT b."sizeBytes", c."position", c."bytes" FROM "Blob" b JOIN "BlobChunk" c USING ("hash")
       WHERE b."hash" = ${escapeLiteral(hash)} AND c."position" >= ${position}
       ORDER BY c."position" LIMIT ${CHUNKS_PER_READ}`,
    );
    if (rows.length === 0) throw blobMissing(hash);
    for (const [size, place, bytes] of rows) {
      left = Number(numbers(size!).getBigInt64(0)) - CHUNK_BYTES * position;
      const isNext = numbers(place!).getInt32(0) === position++;
      if (!isNext || bytes!.length !== Math.min(left, CHUNK_BYTES)) throw blobMissing(hash);
      left -= bytes!.length;
      yield bytes!;
    }
  }
}

/** Decodes the numbers that COPY returns. */
function numbers({ buffer }: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(buffer);
}
