import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { fetchPackage, storePackage } from "../../../src/storage/models/packages";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const HASH = "a".repeat(64);
/** More than one chunk. */
const LARGE = Buffer.alloc(5 * 1024 * 1024, "weights ");

describe("stored packages", () => {
  let database: TestDatabase;
  let db: Database;
  const directory = directoryPerTest();
  const source = () => path.join(directory(), "source");
  const cache = () => path.join(directory(), "cache");

  beforeEach(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
    await mkdir(source());
    await writeFile(path.join(source(), "large.onnx.data"), LARGE);
    await writeFile(path.join(source(), "small.json"), "{}");
    await writeFile(path.join(source(), "empty"), "");
  });
  afterEach(async () => {
    await db.close();
    await database.drop();
  });

  it("are stored once under their hash, even if many store them at once", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => storePackage(db, HASH, source())));
    expect(results.filter(({ alreadyStored }) => !alreadyStored)).toHaveLength(1);
    expect(await db.prisma.packageFile.count()).toBe(3);
    expect(await db.prisma.blob.count()).toBe(3);
  });

  it("come back as they were, even if many fetch them at once", async () => {
    await storePackage(db, HASH, source());
    const fetched = await Promise.all(Array.from({ length: 3 }, () => fetchPackage(db, HASH, cache())));
    expect(new Set(fetched)).toEqual(new Set([path.join(cache(), HASH)]));
    expect(await readdir(cache())).toEqual([HASH]);
    expect((await readdir(path.join(cache(), HASH))).sort()).toEqual([
      "empty",
      "large.onnx.data",
      "small.json",
    ]);
    expect(LARGE.equals(await readFile(path.join(cache(), HASH, "large.onnx.data")))).toBe(true);
  });

  it("are not stored if a file cannot be read to its end", async () => {
    await mkdir(path.join(source(), "zz is no file"));
    await expect(storePackage(db, HASH, source())).rejects.toThrow("EISDIR");
    expect(await db.prisma.package.count()).toBe(0);
    expect(await db.prisma.packageFile.count()).toBe(0);
  });

  it("are not considered complete if a piece is missing", async () => {
    await storePackage(db, HASH, source());
    await db.pool.query('DELETE FROM "BlobChunk" WHERE "position" = 1');
    await expect(fetchPackage(db, HASH, cache())).rejects.toMatchObject({ code: "BLOB_MISSING" });
    expect(await readdir(cache())).toEqual([]);
  });

  it("are not considered complete if their bytes do not match their hash", async () => {
    await storePackage(db, HASH, source());
    await db.pool.query(`UPDATE "BlobChunk" SET "bytes" = set_byte("bytes", 0, 0) WHERE "position" = 1`);
    await expect(fetchPackage(db, HASH, cache())).rejects.toMatchObject({ code: "BLOB_MISSING" });
    expect(await readdir(cache())).toEqual([]);
  });

  it("cannot be read by other users of this host, even in a folder that an older version made", async () => {
    await storePackage(db, HASH, source());
    await mkdir(cache(), { mode: 0o755 });
    const fetched = await fetchPackage(db, HASH, cache());
    const modes = await Promise.all(
      [cache(), fetched, path.join(fetched, "small.json")].map((file) => stat(file)),
    );
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(["700", "700", "600"]);
  });
});
