import { Client } from "pg";
import type { Database } from "../database/database";

/** Keeps these advisory locks apart from all others. */
const LOCK_SPACE = 0x776f_726b; // "work"

/**
 * Does some work while nobody else does, in this process or another: waits until they have ended, at most
 * until `signal` fires. The lock ends with its connection, and so with this process however it ends.
 */
export async function aloneWithWork<T>(
  { url }: Database,
  id: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const client = new Client({ connectionString: url, keepAlive: true });
  client.on("error", () => undefined); // without the lock the work goes on: two who do it come to the same
  try {
    await lock(client, id, signal);
    return await work();
  } finally {
    await letGo(client);
  }
}

async function lock(client: Client, id: string, signal: AbortSignal): Promise<void> {
  const stopWaiting = () => void letGo(client);
  signal.addEventListener("abort", stopWaiting, { once: true });
  try {
    await client.connect();
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_SPACE, id]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stopWaiting);
  }
}

function letGo(client: Client): Promise<void> {
  return client.end().catch(() => undefined);
}
