import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { PRIVATE_FILE } from "../../../files/private-directory";
import type { Database } from "../../../storage/database/database";
import { databaseId } from "../../../storage/database/database-id";

/**
 * Whether the files in a data directory are this database's: the first to ask owns them. Another database, such as
 * one tried with the same directory, does not know them, and would treat all as leftovers.
 */
export async function ownsFiles(db: Database, dataDirectory: string): Promise<boolean> {
  const id = await databaseId(db);
  const file = path.join(dataDirectory, "database-id");
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(file, id, { flag: "wx", mode: PRIVATE_FILE }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const owner = await readFile(file, "utf8");
  if (owner === "") await writeFile(file, id); // a crash interrupted its first write
  return owner === id || owner === "";
}
