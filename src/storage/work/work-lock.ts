import { Client } from "pg";
import { clientConfig } from "../connection/client-config";
import type { Database } from "../database/database";
import { jobKey } from "./work-jobs";
import type { WorkKind, WorkRow } from "./work-rows";

/** Keeps these advisory locks apart from all others. */
const LOCK_SPACE = 0x776f_726b; // "work"

/**
 * Does some work while nobody else does, in this process or another: waits until they have ended, at most
 * until `signal` fires. The lock ends with its connection, and so with this process however it ends. What it passes to
 * `work` fires with `signal`, and when the lock is lost, because others may then begin.
 */
export async function aloneWithWork<T>(
  { url }: Database,
  id: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const client = new Client(clientConfig(url));
  client.on("error", () => undefined); // always followed by "end", which is handled
  const lost = new AbortController();
  const lose = () => lost.abort(new Error("Connection terminated: the work's lock was lost"));
  try {
    await lock(client, id, signal);
    client.once("end", lose);
    return await work(AbortSignal.any([signal, lost.signal]));
  } catch (error) {
    lost.signal.throwIfAborted();
    throw error;
  } finally {
    client.off("end", lose);
    await letGo(client);
  }
}

/**
 * Work of some kinds whose process has died: it was begun, or accepted a while ago, but it has no job, and nobody holds
 * its lock.
 */
export async function findAbandonedWork(
  { pool }: Database,
  kinds: readonly WorkKind[],
): Promise<Pick<WorkRow, "id" | "kind">[]> {
  const { rows } = await pool.query<Pick<WorkRow, "id" | "kind">>(
    `SELECT w."id", w."kind" FROM "Work" w
     WHERE w."kind" = ANY($1::"WorkKind"[]) AND (w."state" = 'RUNNING'
         OR w."state" = 'QUEUED' AND w."createdAt" < now() - interval '1 minute')
       AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = $3 || w."id")
       AND NOT EXISTS (SELECT FROM pg_locks l
         WHERE l.locktype = 'advisory' AND l.classid = $2 AND l.objsubid = 2
           AND l.objid::bigint = (hashtext(w."id"::text)::bigint & 4294967295)
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`,
    [kinds, LOCK_SPACE, jobKey("")],
  );
  return rows;
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
