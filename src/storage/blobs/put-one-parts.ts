/**
 * The parts of a WITH that store a blob of one chunk, given the parameters for its hash, size and bytes: for a
 * statement that stores the row that names it as well, so that both cost one round trip and one commit.
 */
export function putOneParts(hash: string, size: string, bytes: string): string {
  // The chunk references the row: if a sweep is removing both, this waits for it, and then stores both.
  return `blob AS (
      INSERT INTO "Blob" ("hash", "sizeBytes") VALUES (${hash}, ${size}::bigint)
      ON CONFLICT ("hash") DO UPDATE SET "createdAt" = now() RETURNING "hash"),
    chunk AS (
      INSERT INTO "BlobChunk" ("hash", "position", "bytes") SELECT "hash", 0, ${bytes}::bytea FROM blob
      ON CONFLICT DO NOTHING)`;
}
