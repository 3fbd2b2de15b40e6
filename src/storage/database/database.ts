import { setTimeout as delay } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool, PoolClient } from "pg";
import { PrismaClient } from "../generated/client";
import { openPool } from "./open-pool";

/** Eight of them listen for jobs, one to each job worker. */
const MAX_CONNECTIONS = 18;
const CLOSE_PATIENCE_MS = 1_000;

/** The one database, by two doors: Prisma for rows, the pool where bytes, locks or set-based SQL matter. */
export interface Database {
  readonly url: string;
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  close(): Promise<void>;
}

export function openDatabase(url: string): Database {
  const pool = openPool(url, MAX_CONNECTIONS);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { onPoolError: () => undefined }) });
  return {
    url,
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      if (pool.ended) return;
      // A query that a database without an answer holds is not waited for.
      await Promise.race([pool.end(), delay(CLOSE_PATIENCE_MS, undefined, { ref: false })]);
    },
  };
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
