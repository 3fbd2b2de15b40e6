import { sweepBlobs } from "../../../src/storage/blobs/sweep-blobs";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { deleteImage } from "../../../src/storage/images/delete-image";
import { addImage } from "../../../src/storage/images/images";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

describe("the sweep of blobs", () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });
  const put = async (content: string) => (await db.blobs.put([Buffer.from(content)])).hash;
  const growOld = () => db.pool.query(`UPDATE "Blob" SET "createdAt" = now() - interval '25 hours'`);

  it("removes those that no row names once they are a day old, and no others", async () => {
    const bytes = Buffer.from("a picture");
    const sha256 = await put("a picture");
    const shape = { mediaType: "image/png", width: 1, height: 1, name: null, addedByPerson: true };
    const { image } = await addImage(db, { bytes, sha256, ...shape });
    // More than the sweep looks at in one statement.
    const { rows } = await db.pool.query<{ hash: string }>(
      `INSERT INTO "Blob" ("hash", "sizeBytes")
       SELECT encode(sha256(n::text::bytea), 'hex'), 0 FROM generate_series(1, 2500) n RETURNING "hash"`,
    );
    const old = rows.map(({ hash }) => hash);
    await growOld();
    const fresh = await put("fresh");
    await sweepBlobs(db);
    expect(await Promise.all([sha256, fresh].map(db.blobs.has))).toEqual([true, true]);
    expect(await db.prisma.blob.count({ where: { hash: { in: old } } })).toBe(0);

    await deleteImage(db, image.id);
    await sweepBlobs(db);
    expect(await db.blobs.has(sha256)).toBe(false);
  });

  it("is made by one host at a time", async () => {
    const hash = await put("of two hosts");
    await growOld();
    const other = await db.pool.connect();
    await other.query("SELECT pg_advisory_lock(hashtext('sweep-blobs'))");
    await sweepBlobs(db);
    expect(await db.blobs.has(hash)).toBe(true);
    await other.query("SELECT pg_advisory_unlock(hashtext('sweep-blobs'))");
    other.release();
    await sweepBlobs(db);
    expect(await db.blobs.has(hash)).toBe(false);
  });

  it("keeps one that is being stored again, and does not wait for it", async () => {
    const hash = await put("stored again");
    await growOld();
    const storing = await db.pool.connect();
    await storing.query("BEGIN");
    await storing.query('UPDATE "Blob" SET "createdAt" = now() WHERE "hash" = $1', [hash]);
    await sweepBlobs(db);
    await storing.query("COMMIT");
    storing.release();
    await sweepBlobs(db);
    expect(await db.blobs.has(hash)).toBe(true);
  });
});
