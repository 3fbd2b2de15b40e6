import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { moveOlderPackages } from "../../../src/storage/models/move-older-packages";
import { fetchPackage } from "../../../src/storage/models/packages";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const OLDER_CHUNK = 4 * 1024 * 1024;
const [FIRST, SECOND] = ["a".repeat(64), "b".repeat(64)];

/** As the first version made them. */
const OLDER_TABLES = `
  CREATE TABLE "OlderPackageFile" ("packageHash" CHAR(64) NOT NULL REFERENCES "Package" ("hash") ON DELETE CASCADE,
    "name" TEXT NOT NULL, "sizeBytes" BIGINT NOT NULL, PRIMARY KEY ("packageHash", "name"));
  CREATE TABLE "OlderPackageChunk" ("packageHash" CHAR(64) NOT NULL, "name" TEXT NOT NULL, "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL, PRIMARY KEY ("packageHash", "name", "position"),
    FOREIGN KEY ("packageHash", "name") REFERENCES "OlderPackageFile" ("packageHash", "name") ON DELETE CASCADE)`;

describe("packages that an older version stored", () => {
  let database: TestDatabase;
  let db: Database;
  const directory = directoryPerTest();
  const files = {
    "large.onnx.data": randomBytes(OLDER_CHUNK + 1_000),
    "small.json": Buffer.from("{}"),
    empty: Buffer.alloc(0),
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
    await db.pool.query(OLDER_TABLES);
    for (const hash of [FIRST, SECOND]) {
      await db.pool.query('INSERT INTO "Package" VALUES ($1, 0)', [hash]);
      for (const [name, bytes] of Object.entries(files)) {
        await db.pool.query('INSERT INTO "OlderPackageFile" VALUES ($1, $2, $3)', [hash, name, bytes.length]);
        for (let at = 0; at < bytes.length; at += OLDER_CHUNK)
          await db.pool.query('INSERT INTO "OlderPackageChunk" VALUES ($1, $2, $3, $4)', [
            ...[hash, name, at / OLDER_CHUNK, bytes.subarray(at, at + OLDER_CHUNK)],
          ]);
      }
    }
  });
  afterEach(async () => {
    await db.close();
    await database.drop();
  });
  const move = (lines: string[] = []) => moveOlderPackages(db, (line) => lines.push(line));
  const hasOlderTables = async () =>
    (await db.pool.query(`SELECT 1 FROM pg_tables WHERE tablename LIKE 'OlderPackage%'`)).rows.length > 0;
  const expectWhole = async (hash: string) => {
    const fetched = await fetchPackage(db, hash, path.join(directory(), "cache"));
    for (const [name, bytes] of Object.entries(files))
      expect(bytes.equals(await readFile(path.join(fetched, name)))).toBe(true);
  };

  it("become blobs once, even if hosts start together, and leave nothing behind", async () => {
    const lines: string[] = [];
    await Promise.all([move(lines), move(lines), move(lines)]);
    expect(lines).toHaveLength(1);
    expect(await hasOlderTables()).toBe(false);
    await expectWhole(FIRST);
    await expectWhole(SECOND);
    await move(lines);
    expect(lines).toHaveLength(1);
  });

  it("continue to be moved at the next start if one was cut off", async () => {
    let stored = 0;
    const cutOff = {
      ...db,
      blobs: {
        ...db.blobs,
        put: async (pieces: never) => {
          if (++stored > 4) throw new Error("killed");
          return db.blobs.put(pieces);
        },
      },
    };
    await expect(moveOlderPackages(cutOff, () => undefined)).rejects.toThrow("killed");
    expect(await db.prisma.packageFile.count()).toBe(3);
    expect(await hasOlderTables()).toBe(true);
    await move();
    await expectWhole(FIRST);
    await expectWhole(SECOND);
  });

  it("stay as they are if a part is missing, and do not hold up the others", async () => {
    await db.pool.query('DELETE FROM "OlderPackageChunk" WHERE "packageHash" = $1 AND "position" = 1', [
      FIRST,
    ]);
    const lines: string[] = [];
    await move(lines);
    expect(lines.at(-1)).toBe("Incomplete model packages in the database: 1. Restore them from a backup");
    await expectWhole(SECOND);
    await expect(fetchPackage(db, FIRST, directory())).rejects.toMatchObject({ code: "MODEL_NOT_READY" });
    expect(await hasOlderTables()).toBe(true);
  });
});
