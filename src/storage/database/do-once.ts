import { type Database, inTransaction } from "./database";

/**
 * Runs something once in the database's life, and remembers it under `name`; hosts that start
 * together take turns. If it throws, it is tried again the next time. True if it was done now.
 */
export function doOnce({ pool }: Database, name: string, work: () => Promise<void>): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`once: ${name}`]);
    const { rowCount } = await client.query('SELECT 1 FROM "DoneOnce" WHERE "name" = $1', [name]);
    if (rowCount) return false;
    await work();
    await client.query('INSERT INTO "DoneOnce" ("name") VALUES ($1)', [name]);
    return true;
  });
}
