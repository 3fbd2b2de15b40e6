import type { Database } from "../database/database";

/** Ids of images drawn by chance, without those that an index could not take. */
export async function sampleImages({ pool }: Database, indexId: string, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT "id" FROM "Image" i
     WHERE NOT EXISTS (SELECT FROM "UnindexedImage" u WHERE u."imageId" = i."id" AND u."indexId" = $1)
     ORDER BY random() LIMIT $2`,
    [indexId, count],
  );
  return rows.map(({ id }) => id);
}

/** Vocabularies that are looked into: the newest. */
const MOST_VOCABULARIES = 8;

/**
 * Vectors in a space like those of labels that will be asked for, [n, dimensions]: of the labels of the newest
 * vocabularies, then of the most frequent words where there are too few; null where the space has none.
 */
export async function sampleVectors(
  { pool }: Database,
  spaceId: string,
  { dimensions, count }: { readonly dimensions: number; readonly count: number },
): Promise<Float32Array | null> {
  const size = Float32Array.BYTES_PER_ELEMENT * dimensions;
  const { rows: ofLabels } = await pool.query<{ bytes: Buffer }>(
    `SELECT substring("vectors" FROM 1 FOR $2::int) AS "bytes" FROM "LabelVectors"
     WHERE "spaceId" = $1 ORDER BY "createdAt" DESC LIMIT ${MOST_VOCABULARIES}`,
    [spaceId, count * size],
  );
  const labels = Buffer.concat(ofLabels.map(({ bytes }) => bytes)).subarray(0, count * size);
  const { rows: ofWords } = await pool.query<{ bytes: Buffer }>(
    `SELECT w."vector" AS "bytes" FROM "WordVector" w JOIN "WordVectorSet" s ON s."id" = w."setId"
     WHERE s."spaceId" = $1 ORDER BY w."rank" LIMIT $2`,
    [spaceId, count - labels.length / size],
  );
  const all = Buffer.concat([labels, ...ofWords.map(({ bytes }) => bytes)]);
  return all.length === 0 ? null : new Float32Array(new Uint8Array(all).buffer);
}
