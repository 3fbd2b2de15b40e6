import type { Database } from "./database";

/** Rejects if the database does not answer. */
export async function pingDatabase({ pool }: Database): Promise<void> {
  await pool.query("SELECT 1");
}

/** The name and version of the database's server, such as "PostgreSQL 18.4". */
export async function databaseVersion({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ version: string }>("SELECT version()");
  return rows[0]!.version.split(" on ")[0]!;
}

/** The bytes that the database takes on its server's disk. */
export async function databaseSize({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    'SELECT pg_database_size(current_database()) AS "bytes"',
  );
  return Number(rows[0]!.bytes);
}
