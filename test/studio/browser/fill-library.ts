import { Client } from "pg";
import { picture } from "../../helpers/pictures/pictures";

/**
 * Stores many pictures at once, "photo 000001" the oldest: one PNG with its number behind its end, which makes each
 * another file. A minute apart, so that their order is known.
 */
const FILL = `WITH "made" AS MATERIALIZED (
    SELECT n, encode(sha256($1::bytea || int4send(n)), 'hex') AS "hash", $1::bytea || int4send(n) AS "bytes",
      now() - make_interval(mins => $2 - n) AS "at" FROM generate_series(1, $2::int) n),
  "blobs" AS (INSERT INTO "Blob" ("hash", "sizeBytes") SELECT "hash", length("bytes") FROM "made"),
  "chunks" AS (INSERT INTO "BlobChunk" ("hash", "position", "bytes") SELECT "hash", 0, "bytes" FROM "made")
  INSERT INTO "Image" ("id", "sha256", "sizeBytes", "mediaType", "width", "height", "name", "createdAt")
  SELECT gen_random_uuid(), "hash", length("bytes"), 'image/png', $3, $4, 'photo ' || lpad(n::text, 6, '0'), "at"
  FROM "made"`;

/** Fills a service's library by its database. */
export async function fillLibrary(databaseUrl: string, count: number): Promise<void> {
  const [width, height] = [64, 48];
  const bytes = await picture(1, { width, height });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(FILL, [bytes, count, width, height]);
  await client.query("ANALYZE");
  await client.end();
}
