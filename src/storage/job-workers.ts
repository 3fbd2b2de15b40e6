import { randomInt } from "node:crypto";
import { Client } from "pg";
import type { Database } from "./database";

/** Keeps our advisory locks apart from those of other programs in the same database. */
const LOCK_SPACE = 0x7265_67; // "reg"

/** This process' sign of life: an advisory lock that Postgres lets go when the process ends, however it ends. */
export interface ProcessLease {
  readonly processKey: number;
  /** Says that a job worker lives in this process. */
  register(workerId: string): Promise<void>;
  unregister(workerId: string): Promise<void>;
  release(): Promise<void>;
}

export async function holdProcessLease(db: Database, onLost: () => void): Promise<ProcessLease> {
  const processKey = randomInt(1, 2 ** 31 - 1);
  const client = new Client({ connectionString: db.url, keepAlive: true });
  let released = false;
  const lost = () => {
    if (released) return;
    released = true;
    onLost();
  };
  client.on("error", lost);
  client.on("end", lost);
  await client.connect();
  await client.query("SELECT pg_advisory_lock($1, $2)", [LOCK_SPACE, processKey]);
  return {
    processKey,
    async register(workerId) {
      await db.prisma.jobWorker.upsert({ where: { workerId }, update: {}, create: { workerId, processKey } });
    },
    async unregister(workerId) {
      await db.prisma.jobWorker.deleteMany({ where: { workerId } });
    },
    async release() {
      released = true;
      await client.end();
    },
  };
}

/**
 * The workers that hold jobs though their process is gone, whose jobs another may take up at once. Workers
 * are compared with the locks that are held now, so a slow process is not taken for a dead one; a worker
 * that never got round to registering is given a few seconds.
 */
export async function findDeadWorkers({ pool }: Database): Promise<string[]> {
  await pool.query(`DELETE FROM "JobWorker" WHERE "processKey" NOT IN (${LIVE_PROCESS_KEYS})`, [LOCK_SPACE]);
  const { rows } = await pool.query<{ locked_by: string }>(
    `SELECT DISTINCT locked_by FROM graphile_worker.jobs
     WHERE locked_by NOT IN (SELECT "workerId" FROM "JobWorker")
       AND locked_at < now() - interval '3 seconds'`,
  );
  return rows.map(({ locked_by }) => locked_by);
}

const LIVE_PROCESS_KEYS = `
  SELECT objid::int FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
