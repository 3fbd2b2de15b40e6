import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { migrate } from "../../src/storage/database/migrate";
import { startEmbeddedPostgres } from "../../src/storage/embedded/embedded-postgres";
import { compileSource } from "./compile-source";
import { templateDatabase } from "./database";

/**
 * Jest calls this once before all tests: one server for the run, a migrated database to clone from, and the
 * source compiled.
 */
export default async function startTestPostgres(): Promise<void> {
  await compileSource();
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-test-"));
  await chmod(directory, 0o755); // run by root, the server has another user, who must get in
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory });
  const stop = async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const template = await prepareServer(postgres.url, templateDatabase);
    await migrate(template, path.resolve(__dirname, "../../prisma/migrations"));
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.REGIONARY_TEST_POSTGRES = postgres.url;
  (globalThis as { stopTestPostgres?: () => Promise<void> }).stopTestPostgres = stop;
}

async function prepareServer(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  // A crash of the machine may lose it; nothing of it is needed then.
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"])
    await client.query(`ALTER SYSTEM SET ${setting} = off`);
  await client.query("SELECT pg_reload_conf()");
  await client.query(`CREATE DATABASE "${name}"`);
  await client.end();
  return serverUrl.replace(/[^/]+$/, name);
}
