import { RegionaryError } from "../../errors";
import { removeUnnamedBlobs } from "../blobs/sweep-blobs";
import { type Database, inTransaction } from "../database/database";
import { timeOrderedId } from "../database/time-ordered-id";

/** A file that is sent in parts. */
export interface UploadRow {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** From its start on, without a gap. */
  readonly receivedBytes: number;
  readonly createdAt: Date;
}

/** A part of an upload, whose blob is stored. */
export interface UploadPart {
  readonly start: number;
  readonly sizeBytes: number;
  readonly blobHash: string;
}

const COLUMNS = '"id", "name", "sizeBytes"::float8, "receivedBytes"::float8, "createdAt"';
/** What nobody goes on with, nor imports, is removed after so long. */
const KEPT_FOR = "3 days";
/** Whether an import that has not ended needs the upload `u`. */
const IS_NEEDED = `EXISTS (SELECT FROM "BenchmarkImport" i JOIN "Work" w ON w."id" = i."id"
  WHERE i."uploadId" = u."id" AND w."state" IN ('QUEUED', 'RUNNING'))`;

/** Makes room for an upload; null where there are `most` already. */
export async function addUpload(
  { pool }: Database,
  { name, sizeBytes }: Pick<UploadRow, "name" | "sizeBytes">,
  most: number,
): Promise<UploadRow | null> {
  const { rows } = await pool.query<UploadRow>(
    `INSERT INTO "Upload" ("id", "name", "sizeBytes")
     SELECT $1, $2, $3 WHERE (SELECT count(*) FROM "Upload") < $4 RETURNING ${COLUMNS}`,
    [timeOrderedId(), name, sizeBytes, most],
  );
  return rows[0] ?? null;
}

export async function findUploads({ pool }: Database, ids: readonly string[]): Promise<UploadRow[]> {
  const { rows } = await pool.query<UploadRow>(
    `SELECT ${COLUMNS} FROM "Upload" WHERE "id" = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** Records the part that follows what was received; null if another does, or the upload or the part's blob is gone. */
export async function addUploadPart(
  { pool }: Database,
  id: string,
  { start, sizeBytes, blobHash }: UploadPart,
): Promise<UploadRow | null> {
  const { rows } = await pool.query<UploadRow>(
    // Another upload that had the same bytes may have been deleted with them since they were stored.
    `WITH stored AS (SELECT FROM "Blob" WHERE "hash" = $4 FOR KEY SHARE),
     changed AS (
       UPDATE "Upload" SET "receivedBytes" = "receivedBytes" + $3, "changedAt" = now()
       WHERE "id" = $1 AND "receivedBytes" = $2 AND "receivedBytes" + $3 <= "sizeBytes"
         AND EXISTS (SELECT FROM stored) RETURNING *),
     part AS (INSERT INTO "UploadPart" SELECT "id", $2, $3, $4 FROM changed)
     SELECT ${COLUMNS} FROM changed`,
    [id, start, sizeBytes, blobHash],
  );
  return rows[0] ?? null;
}

/** The parts of an upload in their order. */
export async function listUploadParts({ pool }: Database, id: string): Promise<UploadPart[]> {
  const { rows } = await pool.query<UploadPart>(
    `SELECT "start"::float8, "sizeBytes", "blobHash" FROM "UploadPart" WHERE "uploadId" = $1 ORDER BY "start"`,
    [id],
  );
  return rows;
}

/** Removes an upload with its bytes. False if there is none, CONFLICT while an import needs it. */
export function deleteUpload({ pool }: Database, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const needed = await client.query(`SELECT FROM "Upload" u WHERE u."id" = $1 AND ${IS_NEEDED}`, [id]);
    if (needed.rowCount === 1)
      throw new RegionaryError(
        "CONFLICT",
        "A benchmark set is being imported from the upload. Wait for that, or cancel it first.",
      );
    const { rows } = await client.query<{ blobHash: string }>(
      `DELETE FROM "UploadPart" WHERE "uploadId" = $1 RETURNING "blobHash"`,
      [id],
    );
    const hashes = [...new Set(rows.map(({ blobHash }) => blobHash))].sort();
    await client.query('SELECT FROM "Blob" WHERE "hash" = ANY($1::bpchar[]) ORDER BY "hash" FOR UPDATE', [
      hashes,
    ]);
    await removeUnnamedBlobs(client, hashes);
    const { rowCount } = await client.query('DELETE FROM "Upload" WHERE "id" = $1', [id]);
    return rowCount === 1;
  });
}

/** Removes the uploads that nobody goes on with, unless an import that has not ended needs them. */
export async function forgetOldUploads(db: Database): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT u."id" FROM "Upload" u WHERE u."changedAt" < now() - interval '${KEPT_FOR}' AND NOT ${IS_NEEDED}`,
  );
  for (const { id } of rows) await deleteUpload(db, id);
}
