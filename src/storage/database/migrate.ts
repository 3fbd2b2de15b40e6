import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { RegionaryError } from "../../errors";
import { clientConfig } from "../connection/client-config";

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** The lock that Prisma's own `migrate deploy` takes, so that the two never run together. */
const migrationLock = 72_707_369;

/** The table of Prisma's own `migrate deploy`, so that each knows what the other has migrated. */
const createHistory = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database up to the last of `<migrationsDirectory>/<name>/migration.sql`, in order of name, each
 * in its own transaction. Hosts that start together take turns. Resolves to the names applied now.
 * @throws RegionaryError STORAGE_UNAVAILABLE where the database has migrations that are unknown here (it was
 * used by a newer version), changed since, or left half-done.
 */
export async function migrate(url: string, migrationsDirectory: string): Promise<string[]> {
  const migrations = await readMigrations(migrationsDirectory);
  const client = new Client(clientConfig(url));
  client.on("error", () => undefined); // the running query fails with it and reports it
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await client.query(createHistory);
    const { rows: applied } = await client.query<AppliedMigration>(
      `SELECT migration_name, checksum, finished_at FROM _prisma_migrations
       WHERE rolled_back_at IS NULL ORDER BY started_at`,
    );
    refuseDisagreement(migrations, applied);
    const known = new Set(applied.map(({ migration_name }) => migration_name));
    const pending = migrations.filter(({ name }) => !known.has(name));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

function refuseDisagreement(migrations: readonly Migration[], applied: readonly AppliedMigration[]): void {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished_at } of applied) {
    const migration = byName.get(name);
    if (!migration) {
      throw refusal(
        `it has the migration "${name}", which this version does not know. Run the newer version.`,
      );
    }
    if (finished_at === null) {
      throw refusal(
        `its migration "${name}" was begun by another tool and not finished. Resolve it there first.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw refusal(
        `its migration "${name}" was applied with the checksum ${checksum}, and the file has ` +
          `${migration.checksum}. Applied migrations must not be edited: restore the file.`,
      );
    }
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw refusal(`its migration "${name}" failed and was undone: ${(error as Error).message}`, error);
  }
}

function refusal(reason: string, cause?: unknown): RegionaryError {
  return new RegionaryError("STORAGE_UNAVAILABLE", `The database cannot be used: ${reason}`, {}, { cause });
}
