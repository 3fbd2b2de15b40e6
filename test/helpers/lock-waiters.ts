import type { Database } from "../../src/storage/database/database";

/** Whether so many connections to the database wait for a lock. */
export async function waiters({ pool }: Database, count: number): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0].n === count;
}
