import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";

export const templateDatabase = "regionary_template";

/** PostgreSQL's own database without anything. */
export const emptyDatabase = "template0";

/** A database of one test's own, migrated unless it was cloned from an empty one. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it; fails if the test left connections open, for that is a leak in what it tested. */
  drop(): Promise<void>;
}

const leakPatienceMs = 15_000; // what a service does not wait for, such as a batch of an index, may end after it

/** Clones the migrated template, or another: some 30 ms. */
export async function createTestDatabase(template = templateDatabase): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer((server) => server.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`));
  return {
    url: serverUrl().replace(/[^/]+$/, name),
    drop: () =>
      onServer(async (server) => {
        const leaks = await openConnections(server, name);
        await server.query(`DROP DATABASE "${name}" WITH (FORCE)`);
        if (leaks.length > 0) {
          throw new Error(
            `${leaks.length} connections were left open; their last queries:\n${leaks.join("\n")}`,
          );
        }
      }),
  };
}

async function openConnections(server: Client, database: string): Promise<string[]> {
  for (const giveUpAt = Date.now() + leakPatienceMs; ; ) {
    const { rows } = await server.query<{ query: string }>(
      "SELECT query FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
      [database],
    );
    if (rows.length === 0 || Date.now() > giveUpAt) return rows.map(({ query }) => query);
    await delay(20);
  }
}

async function onServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

function serverUrl(): string {
  const url = process.env.REGIONARY_TEST_POSTGRES;
  if (!url) throw new Error("No test server: run the tests with jest, which starts one (jest.config.js).");
  return url;
}
