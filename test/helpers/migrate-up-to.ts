import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { migrate } from "../../src/storage/database/migrate";

const MIGRATIONS = path.resolve(__dirname, "../../prisma/migrations");

/** Brings a database to where it was after a migration, the later ones still to come; the names applied now. */
export async function migrateUpTo(url: string, last: string): Promise<string[]> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-migrations-"));
  try {
    for (const name of await readdir(MIGRATIONS))
      if (name <= last)
        await cp(path.join(MIGRATIONS, name), path.join(directory, name), { recursive: true });
    return await migrate(url, directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
