import { createHash, randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { blobMissing } from "../../blobs/blob-missing";
import type { Blob, BlobStore } from "../../blobs/blob-store";
import { cutPieces } from "../../blobs/cut-pieces";
import { RegionaryError } from "../../errors";
import { inTransaction } from "../database/database";
import { CHUNK_BYTES, readChunks } from "./blob-chunks";
import { putOneParts } from "./put-one-parts";

type Queries = Pick<PoolClient, "query">;

/** Keeps blobs in the database, in chunks of 1 MiB: a blob of any size needs little memory. */
export function createPostgresBlobs(pool: Pool): BlobStore {
  return {
    async put(pieces, expected) {
      const isLarge = expected && expected.sizeBytes >= CHUNK_BYTES;
      if (isLarge && (await touch(pool, expected.hash))) return expected;
      const chunks = cutPieces(pieces, CHUNK_BYTES);
      try {
        const { value: first = Buffer.alloc(0) } = await chunks.next();
        if (first.length < CHUNK_BYTES) return await putOne(pool, first, expected);
        return await inTransaction(pool, (client) => putMany(client, first, chunks, expected));
      } finally {
        await chunks.return(undefined);
      }
    },

    async *open(hash, range) {
      if (!range) {
        yield* readChunks(pool, hash, 0);
        return;
      }
      const { start, end } = range;
      const from = Math.floor(start / CHUNK_BYTES);
      let at = from * CHUNK_BYTES;
      for await (const chunk of readChunks(pool, hash, from)) {
        yield chunk.subarray(Math.max(0, start - at), end - at);
        at += chunk.length;
        if (at >= end) return;
      }
      throw blobMissing(hash); // it ends before the range
    },

    async has(hash) {
      const { rowCount } = await pool.query('SELECT 1 FROM "Blob" WHERE "hash" = $1', [hash]);
      return rowCount === 1;
    },

    async remove(hash) {
      await pool.query('DELETE FROM "Blob" WHERE "hash" = $1', [hash]);
    },
  };
}

/** Marks a blob as just stored, so that no sweep removes it. False if it is missing or incomplete. */
async function touch(client: Queries, hash: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE "Blob" b SET "createdAt" = now() WHERE "hash" = $1
       AND (SELECT sum(octet_length("bytes")) FROM "BlobChunk" c WHERE c."hash" = b."hash") = b."sizeBytes"`,
    [hash],
  );
  return rowCount === 1;
}

/** Most blobs have one chunk, and cost one statement. */
async function putOne(pool: Pool, bytes: Buffer, expected: Blob | undefined): Promise<Blob> {
  const blob = { hash: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.length };
  refuseOther(blob, expected);
  await pool.query({
    name: "put-blob",
    text: `WITH ${putOneParts("$1", "$2", "$3")} SELECT FROM blob`,
    values: [blob.hash, blob.sizeBytes, bytes],
  });
  return blob;
}

/** The hash is known only at the end: until then the chunks are under a name that nobody else knows. */
async function putMany(
  client: PoolClient,
  first: Buffer,
  others: AsyncIterable<Buffer>,
  expected: Blob | undefined,
): Promise<Blob> {
  const unfinished = `unfinished ${randomUUID()}`;
  const hash = createHash("sha256");
  let sizeBytes = 0;
  let position = 0;
  const add = async (bytes: Buffer) => {
    hash.update(bytes);
    sizeBytes += bytes.length;
    await client.query('INSERT INTO "BlobChunk" ("hash", "position", "bytes") VALUES ($1, $2, $3)', [
      unfinished,
      position++,
      bytes,
    ]);
  };
  await client.query('INSERT INTO "Blob" ("hash", "sizeBytes") VALUES ($1, 0)', [unfinished]);
  await add(first);
  for await (const bytes of others) await add(bytes);
  const blob = { hash: hash.digest("hex"), sizeBytes };
  refuseOther(blob, expected);
  // A concurrent store of the same blob waits here, and finds it.
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`blob ${blob.hash}`]);
  if (await touch(client, blob.hash)) {
    await client.query('DELETE FROM "Blob" WHERE "hash" = $1', [unfinished]);
  } else {
    await client.query('DELETE FROM "Blob" WHERE "hash" = $1', [blob.hash]); // an incomplete one
    await client.query(
      'UPDATE "Blob" SET "hash" = $2, "sizeBytes" = $3, "createdAt" = now() WHERE "hash" = $1',
      [...[unfinished, blob.hash, blob.sizeBytes]],
    );
  }
  return blob;
}

function refuseOther(blob: Blob, expected: Blob | undefined): void {
  if (!expected || (expected.hash === blob.hash && expected.sizeBytes === blob.sizeBytes)) return;
  const named = ({ hash, sizeBytes }: Blob) => `${sizeBytes} bytes of the SHA-256 ${hash}`;
  throw new RegionaryError("INVALID_INPUT", `Expected ${named(expected)}; got ${named(blob)}.`);
}
