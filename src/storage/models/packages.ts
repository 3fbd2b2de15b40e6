import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Blob } from "../../blobs/blob-store";
import { checkedBlob } from "../../blobs/checked-blob";
import { RegionaryError } from "../../errors";
import { makePrivateDirectory, PRIVATE_FILE } from "../../files/private-directory";
import { type Database, inTransaction } from "../database/database";
import { addPackageFiles } from "./package-files";

const BYTES_PER_READ = 1_048_576;

/**
 * Stores the files of a directory as blobs, and then the package that names them, under the hash of all of them:
 * every host of the database can have it. A hash that is already stored is left as it is.
 */
export async function storePackage(
  { pool, blobs }: Database,
  hash: string,
  directory: string,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<{ alreadyStored: boolean }> {
  const { rowCount } = await pool.query('SELECT 1 FROM "Package" WHERE "hash" = $1', [hash]);
  if (rowCount === 1) return { alreadyStored: true };
  const files = new Map<string, Blob>();
  for (const name of (await readdir(directory)).sort())
    files.set(name, await blobs.put(readFileInPieces(path.join(directory, name), onProgress)));
  const sizeBytes = [...files.values()].reduce((sum, blob) => sum + blob.sizeBytes, 0);
  return inTransaction(pool, async (client) => {
    const added = await client.query(
      'INSERT INTO "Package" ("hash", "sizeBytes") VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [hash, sizeBytes],
    );
    if (added.rowCount !== 1) return { alreadyStored: true };
    await addPackageFiles(client, hash, files);
    return { alreadyStored: false };
  });
}

async function* readFileInPieces(file: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of createReadStream(file, { highWaterMark: BYTES_PER_READ })) {
    yield piece as Buffer;
    onRead((piece as Buffer).length);
  }
}

/**
 * Makes the directory of a stored package under `cacheDirectory` and returns its path; one that is there
 * already is used as it is. It appears under its name only when it is complete. MODEL_NOT_READY if the database does not
 * have the package, BLOB_MISSING if it does not have all of its files.
 */
export async function fetchPackage(
  { pool, blobs }: Database,
  hash: string,
  cacheDirectory: string,
): Promise<string> {
  const target = path.join(cacheDirectory, hash);
  if (await stat(target).catch(() => null)) return target;
  await makePrivateDirectory(cacheDirectory);
  const partial = await mkdtemp(path.join(cacheDirectory, ".partial-"));
  try {
    const { rows: files } = await pool.query<{ name: string; blobHash: string }>(
      'SELECT "name", "blobHash" FROM "PackageFile" WHERE "packageHash" = $1',
      [hash],
    );
    if (files.length === 0) throw notStored(hash);
    for (const { name, blobHash } of files) {
      const file = path.join(partial, path.basename(name));
      await writeFile(file, checkedBlob(blobs, blobHash), { mode: PRIVATE_FILE });
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

/** Those of some packages that are stored. */
export async function storedPackages(
  { prisma }: Database,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await prisma.package.findMany({
    where: { hash: { in: [...hashes] } },
    select: { hash: true },
  });
  return new Set(found.map(({ hash }) => hash));
}

/** Removes those of the packages that no backbone, model version or vector space uses: the leftovers of a failed import. */
export async function removeUnusedPackages({ pool }: Database, hashes: readonly string[]): Promise<void> {
  await pool.query(
    `DELETE FROM "Package" p WHERE p."hash" = ANY($1)
       AND NOT EXISTS (SELECT FROM "Backbone" b WHERE b."packageHash" = p."hash")
       AND NOT EXISTS (SELECT FROM "ModelVersion" m WHERE m."packageHash" = p."hash")
       AND NOT EXISTS (SELECT FROM "VectorSpace" s WHERE s."packageHash" = p."hash")`,
    [hashes],
  );
}

function notStored(hash: string): RegionaryError {
  return new RegionaryError(
    "MODEL_NOT_READY",
    `The model files ${hash} are not in the database, which was changed by something other than Regionary. Restore it from a backup.`,
  );
}
