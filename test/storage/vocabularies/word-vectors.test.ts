import type { Database } from "../../../src/storage/database/database";
import { openDatabase } from "../../../src/storage/database/open-database";
import { storedWords } from "../../../src/storage/vocabularies/stored-words";
import { importWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

async function* words(count: number, scale = 1, failAfter = Number.POSITIVE_INFINITY) {
  for (let index = 0; index < count; index++) {
    if (index === failAfter) throw new Error("the file is cut off");
    yield { word: `word${index}`, vector: Float32Array.of(index * scale, 1) };
  }
}

describe("stored word vectors", () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
  });
  afterEach(() => db.pool.query('TRUNCATE "WordVectorSet" CASCADE'));
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  it("are all or nothing: a file that fails in the middle leaves no set and no word", async () => {
    await expect(importWordVectors(db, "cut", words(6_000, 1, 5_000))).rejects.toThrow("cut off");
    expect(await db.prisma.wordVectorSet.count()).toBe(0);
    expect(await db.prisma.wordVector.count()).toBe(0);
    const { set } = await importWordVectors(db, "cut", words(6_000));
    expect(set).toMatchObject({ wordCount: 6_000, dimensions: 2 });
  });

  it("do not change: the same content again is the same set, and other content under its name a conflict", async () => {
    const first = await importWordVectors(db, "fixed", words(3));
    const again = await importWordVectors(db, "fixed", words(3));
    expect(again).toMatchObject({ set: { id: first.set.id }, alreadyStored: true });
    await expect(importWordVectors(db, "fixed", words(3, 2))).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(importWordVectors(db, "fixed", words(4))).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db.prisma.wordVector.count()).toBe(3);
    const found = await storedWords(db, first.set).find(["word2", "word3"]);
    expect([...found]).toEqual([["word2", Float32Array.of(2, 1)]]);
  });

  it("are one set if two imports take a name at once", async () => {
    const results = await Promise.all([
      importWordVectors(db, "both", words(2_500)),
      importWordVectors(db, "both", words(2_500)),
    ]);
    expect(results.map(({ alreadyStored }) => alreadyStored).sort()).toEqual([false, true]);
    expect(await db.prisma.wordVector.count()).toBe(2_500);
  });
});
