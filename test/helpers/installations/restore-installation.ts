import { readdirSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Client } from "pg";

const installationsPath = path.resolve(__dirname, "../../fixtures/installations");

/** Stands in the dumps for what 8 bits were measured on: they stand in for float32 on such a processor alone. */
const PROCESSOR = "THE PROCESSOR OF THIS MACHINE";

/** The versions of which installations are kept; test/fixtures/installations/README.md says what is in them. */
export function installationNames(): string[] {
  const entries = readdirSync(installationsPath, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

export const installationPath = (name: string) => path.join(installationsPath, name);

/** Puts an installation, as it was when it was killed, into an empty database and a data directory. */
export async function restoreInstallation(name: string, databaseUrl: string, dataDirectory: string) {
  const packed = await readFile(path.join(installationPath(name), "database.sql.gz"));
  const sql = (await promisify(gunzip)(packed)).toString().replaceAll(PROCESSOR, processor());
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
  await cp(path.join(installationPath(name), "data"), dataDirectory, { recursive: true });
}

/** This machine's processor as text of a JSON string in SQL. */
function processor(): string {
  const name = os.cpus()[0]?.model.trim() ?? "unknown";
  return JSON.stringify(name).slice(1, -1).replaceAll("'", "''");
}
