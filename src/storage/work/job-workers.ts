import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { clientConfig } from "../connection/client-config";
import type { Database } from "../database/database";

/** Separates our advisory locks from those of other programs in the same database. */
const LOCK_SPACE = 0x7265_67; // "reg"
const RETRY_MS = 500;
const ANSWER_PATIENCE_MS = 1_000;

/** Within this time a living process that lost its connection to a database that answers has taken its lease again. */
export const LEASE_PATIENCE_MS = 1_000;

/** This process's sign of life: an advisory lock that PostgreSQL releases when the process ends, however it ends. */
interface ProcessLease {
  readonly processName: string;
  /** The id of this process's n-th job worker, which begins with the name of the process that it lives in. */
  workerId(n: number): string;
  /**
   * Asks over the lease's own connection whether the lock is still held. If not, others think that this process is
   * dead, and so would this process itself; the lock is then being taken again.
   */
  isHeld(): Promise<boolean>;
  /**
   * Keeps the jobs of this process locked however long they take: graphile-worker gives others a job that has been
   * locked for 4 hours, assuming that its worker is dead, so a long evaluation would run twice at once.
   */
  renewLocks(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lease, and takes it again whenever its connection is lost. The key stays the same, so a worker
 * keeps its id; if PostgreSQL has not noticed the loss yet, this waits for the lock, which is still held.
 */
export async function holdProcessLease({ url, pool }: Database): Promise<ProcessLease> {
  const processKey = randomInt(1, 2 ** 31 - 1);
  const processName = `regionary-${processKey}`;
  let current: Client | undefined;
  let held = false;
  let released = false;

  const hold = async (): Promise<void> => {
    const client = new Client(clientConfig(url));
    client.on("error", () => undefined); // always followed by "end", which is handled
    current = client;
    try {
      await client.connect();
      await client.query("SELECT pg_advisory_lock($1, $2)", [LOCK_SPACE, processKey]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    held = true;
    client.once("end", () => {
      held = false;
      holdAgain();
    });
  };
  const holdAgain = () => {
    if (!released) setTimeout(() => released || hold().catch(holdAgain), RETRY_MS).unref();
  };
  await hold();
  return {
    processName,
    workerId: (n) => `${processName}-${n}`,
    async isHeld() {
      if (!held || !current) return false;
      const client = current;
      const late = delay(ANSWER_PATIENCE_MS, true, { ref: false });
      const isLate = await Promise.race([client.query("SELECT 1").then(() => false), late]).catch(() => true);
      // Its "end" takes the lease again. To end it in order would wait for an answer too.
      if (isLate) client.connection.stream.destroy();
      return held && !isLate;
    },
    async renewLocks() {
      await pool.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now()
         WHERE starts_with(locked_by, $1) AND locked_at < now() - interval '1 hour'`,
        [`${processName}-`],
      );
    },
    async release() {
      released = true;
      await current?.end().catch(() => undefined);
    },
  };
}

/** The keys of the processes that live, as a query within others. */
const LIVING_KEYS = `SELECT objid::text FROM pg_locks
  WHERE locktype = 'advisory' AND classid = ${LOCK_SPACE} AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Whether the process that a column names lives, as SQL. */
export const isLivingProcess = (column: string): string =>
  `split_part(${column}, '-', 2) IN (${LIVING_KEYS})`;

/** The workers that hold jobs although no living process has their key. */
export async function findDeadWorkers({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ locked_by: string }>(
    `SELECT DISTINCT locked_by FROM graphile_worker.jobs
     WHERE locked_by LIKE 'regionary-%' AND NOT ${isLivingProcess("locked_by")}`,
  );
  return rows.map(({ locked_by }) => locked_by);
}

/** Gives the jobs of workers that have ended to others. */
export async function freeJobs({ pool }: Database, workerIds: readonly string[]): Promise<void> {
  await pool.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [workerIds]);
}
