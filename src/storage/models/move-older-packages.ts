import { escapeLiteral, type Pool } from "pg";
import type { Blob } from "../../blobs/blob-store";
import { copyRows } from "../database/copy-rows";
import { type Database, inTransaction } from "../database/database";
import { addPackageFiles } from "./package-files";

/** A file of a package as versions without blobs kept it: in chunks of 4 MiB of its own. */
interface OlderFile {
  readonly packageHash: string;
  readonly name: string;
  readonly chunks: number;
  readonly isWhole: boolean;
}

/**
 * Makes blobs of the files of packages that an older version stored, package by package: if it is killed, it is
 * finished at the next start. An incomplete package stays where it is. Hosts that start together take
 * turns; nothing may use packages before it is done.
 */
export async function moveOlderPackages(
  { pool, blobs }: Pick<Database, "pool" | "blobs">,
  log: (line: string) => void,
): Promise<void> {
  if (!(await hasOlderPackages(pool))) return;
  await inTransaction(pool, async (lock) => {
    await lock.query("SELECT pg_advisory_xact_lock(hashtext('move older packages'))");
    if (!(await hasOlderPackages(pool))) return;
    const { rows: packages } = await pool.query<{ hash: string }>(
      'SELECT DISTINCT "packageHash" AS "hash" FROM "OlderPackageFile"',
    );
    let left = packages.length;
    log(`Moving the files of stored models (packages: ${left}), once`);
    for (const { hash } of packages) {
      const files = await olderFiles(pool, hash);
      if (!files.every(({ isWhole }) => isWhole)) continue;
      const moved = new Map<string, Blob>();
      for (const file of files) moved.set(file.name, await blobs.put(olderChunks(pool, file)));
      await inTransaction(pool, async (client) => {
        await addPackageFiles(client, hash, moved);
        await client.query('DELETE FROM "OlderPackageFile" WHERE "packageHash" = $1', [hash]);
      });
      left--;
    }
    if (left === 0) await lock.query('DROP TABLE "OlderPackageChunk", "OlderPackageFile"');
    else log(`Incomplete model packages in the database: ${left}. Restore them from a backup`);
  });
}

async function hasOlderPackages(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('"OlderPackageFile"') IS NOT NULL AS "there"`,
  );
  return rows[0]!.there;
}

async function olderFiles(pool: Pool, packageHash: string): Promise<OlderFile[]> {
  const { rows } = await pool.query<OlderFile>(
    `SELECT f."packageHash", f."name", count(c."position")::int AS "chunks",
       coalesce(sum(octet_length(c."bytes")), 0) = f."sizeBytes" AS "isWhole"
     FROM "OlderPackageFile" f LEFT JOIN "OlderPackageChunk" c USING ("packageHash", "name")
     WHERE f."packageHash" = $1 GROUP BY f."packageHash", f."name"`,
    [packageHash],
  );
  return rows;
}

async function* olderChunks(
  pool: Pool,
  { packageHash, name, chunks }: OlderFile,
): AsyncGenerator<Uint8Array, undefined> {
  for (let position = 0; position < chunks; position++) {
    const rows = await copyRows(
      pool,
      `SELECT "bytes" FROM "OlderPackageChunk" WHERE "packageHash" = ${escapeLiteral(packageHash)}
         AND "name" = ${escapeLiteral(name)} AND "position" = ${position}`,
    );
    yield rows[0]![0]!;
  }
}
