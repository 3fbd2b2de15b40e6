import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { Pieces } from "../../../src/blobs/blob-store";
import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";

const MIB = 1_048_576;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("blobs in the database", () => {
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
  const read = async (hash: string, range?: { start: number; end: number }) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of db.blobs.open(hash, range)) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  const counts = async () => ({
    blobs: await db.prisma.blob.count(),
    chunks: await db.prisma.blobChunk.count(),
  });
  const grownOld = (hash: string) =>
    db.pool.query(`UPDATE "Blob" SET "createdAt" = now() - interval '1 week' WHERE "hash" = $1`, [hash]);
  const ageMs = async (hash: string) =>
    Date.now() - (await db.prisma.blob.findUniqueOrThrow({ where: { hash } })).createdAt.getTime();

  it.each([0, 1, MIB - 1, MIB, MIB + 1, 5 * MIB + 7])(
    "come back as they were, by the SHA-256 of their content: %i bytes",
    async (size) => {
      const bytes = randomBytes(size);
      const blob = await db.blobs.put(Readable.from(bytes.length ? [bytes] : []));
      expect(blob).toEqual({ hash: sha256(bytes), sizeBytes: size });
      expect(bytes.equals(await read(blob.hash))).toBe(true);
      expect(await db.blobs.has(blob.hash)).toBe(true);
      await db.blobs.remove(blob.hash);
      await db.blobs.remove(blob.hash);
      expect(await db.blobs.has(blob.hash)).toBe(false);
      await expect(read(blob.hash)).rejects.toMatchObject({ code: "BLOB_MISSING" });
    },
  );

  it("give any range of their bytes", async () => {
    const bytes = randomBytes(6 * MIB + 100);
    const { hash } = await db.blobs.put([bytes]);
    for (const [start, end] of [
      ...[
        [0, 1],
        [MIB - 1, MIB + 1],
        [MIB, 2 * MIB],
        [5, 6 * MIB + 99],
        [6 * MIB, 6 * MIB + 100],
      ],
    ] as [number, number][])
      expect(bytes.subarray(start, end).equals(await read(hash, { start, end }))).toBe(true);
    const beyond = read(hash, { start: 6 * MIB, end: 6 * MIB + 101 });
    await expect(beyond).rejects.toMatchObject({ code: "BLOB_MISSING" });
  });

  it("are stored once, small or large, however many store them at once", async () => {
    for (const bytes of [randomBytes(100), randomBytes(3 * MIB + 1)]) {
      const before = await counts();
      const many = Array.from({ length: 5 }, () => db.blobs.put([bytes]));
      expect(new Set((await Promise.all(many)).map(({ hash }) => hash))).toEqual(new Set([sha256(bytes)]));
      expect(await counts()).toEqual({
        blobs: before.blobs + 1,
        chunks: before.chunks + Math.ceil(bytes.length / MIB),
      });
    }
  });

  it("are not read again if they are stored already, and count as stored just now", async () => {
    const bytes = randomBytes(2 * MIB);
    const blob = await db.blobs.put([bytes]);
    await grownOld(blob.hash);
    const unread: Pieces = {
      [Symbol.asyncIterator]: () => {
        throw new Error("it was read");
      },
    };
    expect(await db.blobs.put(unread, blob)).toEqual(blob);
    expect(await ageMs(blob.hash)).toBeLessThan(60_000);
  });

  it("of one chunk also count as stored just now when they are stored again", async () => {
    const bytes = randomBytes(20);
    const { hash } = await db.blobs.put([bytes]);
    await grownOld(hash);
    await db.blobs.put([bytes]);
    expect(await ageMs(hash)).toBeLessThan(60_000);
  });

  it("are not stored if the bytes are not those expected, or the source breaks off", async () => {
    const before = await counts();
    for (const size of [10, 3 * MIB]) {
      const wanted = { hash: sha256(Buffer.from("wanted")), sizeBytes: size };
      const other = db.blobs.put([randomBytes(size)], wanted);
      await expect(other).rejects.toMatchObject({ code: "INVALID_INPUT" });
      async function* breaking() {
        yield randomBytes(size);
        throw new Error("the disk is gone");
      }
      await expect(db.blobs.put(breaking())).rejects.toThrow("the disk is gone");
    }
    expect(await counts()).toEqual(before);
  });

  it("are never half stored: what a killed connection had stored of one is gone", async () => {
    const before = await counts();
    let goOn = () => {};
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    async function* slow() {
      yield randomBytes(3 * MIB);
      await waiting;
      yield randomBytes(MIB);
    }
    const putting = db.blobs.put(slow());
    await eventually("some chunks are on their way", async () => {
      const { rows } = await db.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE '%"BlobChunk"%'`,
      );
      return rows.length > 0;
    });
    goOn();
    await expect(putting).rejects.toThrow();
    expect(await counts()).toEqual(before);
  });

  it("are missing if a chunk is, and are complete after they are stored again", async () => {
    for (const [size, position] of [
      [100, 0],
      [4 * MIB, 0],
      [4 * MIB, 2],
      [4 * MIB, 3],
    ] as const) {
      const bytes = randomBytes(size);
      const blob = await db.blobs.put([bytes]);
      const broken = [blob.hash, position];
      await db.pool.query('DELETE FROM "BlobChunk" WHERE "hash" = $1 AND "position" = $2', broken);
      await expect(read(blob.hash)).rejects.toMatchObject({ code: "BLOB_MISSING" });
      await db.blobs.put([bytes], blob);
      expect(bytes.equals(await read(blob.hash))).toBe(true);
    }
  });

  it("survive a concurrent sweep of old blobs when they are stored again", async () => {
    for (const bytes of [randomBytes(100), randomBytes(2 * MIB)]) {
      const blob = await db.blobs.put([bytes]);
      const sweeper = await db.pool.connect();
      await sweeper.query("BEGIN");
      await sweeper.query('DELETE FROM "Blob" WHERE "hash" = $1', [blob.hash]);
      const putting = db.blobs.put([bytes], blob);
      await eventually("the second one waits for the removal", async () => {
        const { rows } = await db.pool.query("SELECT 1 FROM pg_locks WHERE NOT granted");
        return rows.length > 0;
      });
      await sweeper.query("COMMIT");
      sweeper.release();
      await putting;
      expect(bytes.equals(await read(blob.hash))).toBe(true);
    }
  });
});
