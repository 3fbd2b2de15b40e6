import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { migrate } from "../../../src/storage/database/migrate";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

let database: TestDatabase;
let directory: string;
let url: string;

beforeEach(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(path.join(os.tmpdir(), "regionary-migrations-"));
  // A schema of its own: an empty place in a database that is migrated already.
  await query("CREATE SCHEMA fresh", database.url);
  url = `${database.url}?options=-csearch_path%3Dfresh`;
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  await database.drop();
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, "migration.sql"), sql);
}

async function query(sql: string, where = url): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: where });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("migrate", () => {
  it("applies the migrations in order of name, once", async () => {
    await write("2_second", "ALTER TABLE thing ADD size INT; INSERT INTO thing VALUES (7, 8);");
    await write("1_first", "CREATE TABLE thing (id INT);");
    expect(await migrate(url, directory)).toEqual(["1_first", "2_second"]);
    expect(await migrate(url, directory)).toEqual([]);
    expect(await query("SELECT * FROM thing")).toEqual([{ id: 7, size: 8 }]);
  });

  it("records each with the SHA-256 of its file and as finished, as Prisma's migrate deploy does", async () => {
    await write("1_first", "CREATE TABLE thing (id INT);\n");
    await migrate(url, directory);
    expect(
      await query("SELECT *, finished_at >= started_at AS finished FROM _prisma_migrations"),
    ).toMatchObject([
      {
        migration_name: "1_first",
        checksum: createHash("sha256").update("CREATE TABLE thing (id INT);\n").digest("hex"),
        applied_steps_count: 1,
        logs: null,
        rolled_back_at: null,
        finished: true,
      },
    ]);
  });

  it("applies each once if several hosts start together", async () => {
    await write("1_first", "CREATE TABLE thing (id INT); INSERT INTO thing VALUES (1);");
    await Promise.all([1, 2, 3, 4].map(() => migrate(url, directory)));
    expect(await query("SELECT * FROM thing")).toEqual([{ id: 1 }]);
  });

  it("undoes all of a migration that fails, and keeps those before it", async () => {
    await write("1_first", "CREATE TABLE thing (id INT);");
    await write("2_second", "INSERT INTO thing VALUES (1); SELECT nothing FROM nowhere;");
    await expect(migrate(url, directory)).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringMatching(/"2_second" failed and was undone: relation "nowhere" does not exist/),
    });
    expect(await query("SELECT * FROM thing")).toEqual([]);
    expect(await query("SELECT migration_name FROM _prisma_migrations")).toEqual([
      { migration_name: "1_first" },
    ]);
  });

  it("refuses a database that a newer version has migrated", async () => {
    await write("1_first", "CREATE TABLE thing (id INT);");
    await write("2_newer", "SELECT 1;");
    await migrate(url, directory);
    await rm(path.join(directory, "2_newer"), { recursive: true });
    await expect(migrate(url, directory)).rejects.toThrow(/"2_newer", which this version does not know/);
  });

  it("refuses a migration that was edited after it was applied", async () => {
    await write("1_first", "CREATE TABLE thing (id INT);");
    await migrate(url, directory);
    await write("1_first", "CREATE TABLE thing (id BIGINT);");
    await expect(migrate(url, directory)).rejects.toThrow(/must not be edited/);
  });
});

describe("the tables", () => {
  it("have an index for each foreign key, or deleting what it names would read them whole; model versions are few", async () => {
    const rows = await query(
      `SELECT c.conrelid::regclass::text AS table, a.attname AS column FROM pg_constraint c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conrelid <> '"ModelVersion"'::regclass AND NOT EXISTS (
         SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL)`,
      database.url,
    );
    expect(rows).toEqual([]);
  });
});
