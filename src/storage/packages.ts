import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../errors";
import { type Database, inTransaction } from "./database";

const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Stores the files of a directory under the hash of their content, in pieces, so that a backbone of
 * 550 MB passes through little memory and every host of the database can have it. All or nothing; a hash
 * that is stored already is left as it is.
 */
export function storePackage(
  { pool }: Database,
  hash: string,
  directory: string,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<{ alreadyStored: boolean }> {
  return inTransaction(pool, async (client) => {
    const names = (await readdir(directory)).sort();
    const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(directory, name))).size));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const { rowCount } = await client.query(
      'INSERT INTO "Package" ("hash", "sizeBytes") VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [hash, total],
    );
    if (rowCount !== 1) return { alreadyStored: true };
    for (const [index, name] of names.entries()) {
      await client.query(
        'INSERT INTO "PackageFile" ("packageHash", "name", "sizeBytes") VALUES ($1, $2, $3)',
        [hash, name, sizes[index]],
      );
      let position = 0;
      for await (const bytes of createReadStream(path.join(directory, name), {
        highWaterMark: CHUNK_BYTES,
      })) {
        await client.query(
          'INSERT INTO "PackageChunk" ("packageHash", "name", "position", "bytes") VALUES ($1, $2, $3, $4)',
          [hash, name, position++, bytes],
        );
        onProgress(bytes.length);
      }
    }
    return { alreadyStored: false };
  });
}

/**
 * Makes the directory of a stored package under `cacheDirectory` and returns its path; one that is there
 * already is used as it is. It appears under its name only when it is whole.
 */
export async function fetchPackage(
  { pool }: Database,
  hash: string,
  cacheDirectory: string,
): Promise<string> {
  const target = path.join(cacheDirectory, hash);
  if (await stat(target).catch(() => null)) return target;
  await mkdir(cacheDirectory, { recursive: true });
  const partial = await mkdtemp(path.join(cacheDirectory, ".partial-"));
  try {
    const { rows: files } = await pool.query<{ name: string; chunks: number }>(
      `SELECT f."name", count(c.*)::int AS "chunks" FROM "PackageFile" f
       LEFT JOIN "PackageChunk" c ON c."packageHash" = f."packageHash" AND c."name" = f."name"
       WHERE f."packageHash" = $1 GROUP BY f."name"`,
      [hash],
    );
    if (files.length === 0) {
      throw new RegionaryError("NOT_FOUND", `The model files ${hash} are not in the database.`);
    }
    for (const { name, chunks } of files) {
      const file = await open(path.join(partial, path.basename(name)), "w");
      try {
        for (let position = 0; position < chunks; position++) {
          const { rows } = await pool.query<{ bytes: Buffer }>(
            'SELECT "bytes" FROM "PackageChunk" WHERE "packageHash" = $1 AND "name" = $2 AND "position" = $3',
            [hash, name, position],
          );
          if (rows[0]) await file.writeFile(rows[0].bytes);
        }
      } finally {
        await file.close();
      }
    }
    await rename(partial, target).catch(async (error: NodeJS.ErrnoException) => {
      // Another process of this host was faster; its directory has the same content.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
    return target;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Removes those of the packages that no backbone and no model version uses: what a failed import left. */
export async function removeUnusedPackages({ pool }: Database, hashes: readonly string[]): Promise<void> {
  await pool.query(
    `DELETE FROM "Package" p WHERE p."hash" = ANY($1)
       AND NOT EXISTS (SELECT FROM "Backbone" b WHERE b."packageHash" = p."hash")
       AND NOT EXISTS (SELECT FROM "ModelVersion" m WHERE m."packageHash" = p."hash")`,
    [hashes],
  );
}
