import type { BlobStore } from "../../blobs/blob-store";
import { openPool } from "../database/open-pool";
import { createPostgresBlobs } from "./postgres-blobs";

/** Opens the blob store of a database while `work` runs, on one connection: for a thread that needs nothing else. */
export async function withBlobs<T>(url: string, work: (blobs: BlobStore) => Promise<T>): Promise<T> {
  const pool = openPool(url, 1);
  try {
    return await work(createPostgresBlobs(pool));
  } finally {
    await pool.end();
  }
}
