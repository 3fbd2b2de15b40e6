import type { Client } from "pg";
import { RegionaryError } from "../../errors";

/**
 * A pooler that lends connections by transaction or statement loses what a session holds: LISTEN, and the advisory
 * locks by which processes know each other to live. It is found out by what it does: of an idle client's connection
 * another client's transaction is given the server's process, or the first client gets another one.
 */
export async function refusePooler(client: Client, open: () => Client): Promise<void> {
  const first = await serverProcess(client);
  // A server tells its process when a client connects, a pooler a number of its own.
  if ("processID" in client && client.processID === first) return;
  const other = open();
  try {
    await other.connect();
    await other.query("BEGIN").catch(() => {
      throw refusal();
    });
    if ((await serverProcess(other)) === first || (await serverProcess(client)) !== first) throw refusal();
    await other.query("ROLLBACK");
  } finally {
    await other.end().catch(() => undefined);
  }
}

async function serverProcess(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return rows[0]!.pid;
}

function refusal(): RegionaryError {
  return new RegionaryError(
    "INVALID_CONFIGURATION",
    "DATABASE_URL leads to a connection pooler (such as pgbouncer) that lends connections by transaction, so that " +
      "LISTEN and locks would be lost: use the server's direct address, or let the pooler lend by session (pool_mode = session).",
  );
}
