import type { Pool, PoolClient } from "pg";
import type { BlobStore } from "../../blobs/blob-store";
import type { PrismaClient } from "../generated/client";

/** The one database, accessed in two ways: Prisma for rows, the pool where bytes, locks or set-based SQL matter. */
export interface Database {
  readonly url: string;
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  /** The store of the blobs that rows name by hash. */
  readonly blobs: BlobStore;
  close(): Promise<void>;
}

/** Runs `work` in one transaction; everything it did is undone when it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
