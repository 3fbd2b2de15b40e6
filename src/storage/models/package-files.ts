import type { PoolClient } from "pg";
import type { Blob } from "../../blobs/blob-store";

/** Names the blobs of a package's files, by the files' names. */
export async function addPackageFiles(
  client: Pick<PoolClient, "query">,
  packageHash: string,
  files: ReadonlyMap<string, Blob>,
): Promise<void> {
  await client.query(
    `INSERT INTO "PackageFile" ("packageHash", "name", "blobHash")
     SELECT $1, * FROM unnest($2::text[], $3::text[])`,
    [packageHash, [...files.keys()], [...files.values()].map(({ hash }) => hash)],
  );
}
