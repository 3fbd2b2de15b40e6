import { Pool } from "pg";
import { clientConfig } from "../connection/client-config";

/** Logging in needs a thread of the pool that pictures are decoded on, so connections are kept. */
const IDLE_MS = 600_000;

/** Opens connections to the database as needed, up to this many. */
export function openPool(url: string, max: number): Pool {
  const pool = new Pool({
    connectionTimeoutMillis: 5_000,
    ...clientConfig(url),
    max,
    idleTimeoutMillis: IDLE_MS,
  });
  // A connection that breaks (Postgres restarted) must not end the process, whether it is idle or in a
  // transaction between two queries: the next query on it fails, and the pool replaces it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
