import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { type Database, inTransaction } from "../database/database";

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
 * already is used as it is. It appears under its name only when it is whole; MODEL_NOT_READY if the
 * database does not have all of it.
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
    const { rows: files } = await pool.query<{ name: string; size: string }>(
      'SELECT "name", "sizeBytes" AS "size" FROM "PackageFile" WHERE "packageHash" = $1',
      [hash],
    );
    if (files.length === 0) throw incomplete(hash);
    for (const { name, size } of files) {
      const file = await open(path.join(partial, path.basename(name)), "w");
      try {
        let missing = Number(size);
        for (let position = 0; missing > 0; position++) {
          const { rows } = await pool.query<{ bytes: Buffer }>(
            'SELECT "bytes" FROM "PackageChunk" WHERE "packageHash" = $1 AND "name" = $2 AND "position" = $3',
            [hash, name, position],
          );
          if (!rows[0]) throw incomplete(hash);
          await file.writeFile(rows[0].bytes);
          missing -= rows[0].bytes.length;
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

function incomplete(hash: string): RegionaryError {
  return new RegionaryError(
    "MODEL_NOT_READY",
    `The model files ${hash} are not in the database, or not all of them: it was changed by other means than Regionary. Restore it from a backup.`,
  );
}
