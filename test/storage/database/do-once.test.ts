import type { Database } from "../../../src/storage/database/database";
import { doOnce } from "../../../src/storage/database/do-once";
import { openDatabase } from "../../../src/storage/database/open-database";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

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

describe("work that is done once", () => {
  it("is done by one of several that start together, and never again", async () => {
    let done = 0;
    const work = async () => {
      done++;
    };
    const results = await Promise.all([doOnce(db, "a", work), doOnce(db, "a", work), doOnce(db, "a", work)]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await doOnce(db, "a", work)).toBe(false);
    expect(done).toBe(1);
    expect(await doOnce(db, "b", work)).toBe(true);
  });

  it("is tried again after a failure", async () => {
    await expect(doOnce(db, "c", () => Promise.reject(new Error("no file")))).rejects.toThrow("no file");
    expect(await doOnce(db, "c", async () => undefined)).toBe(true);
  });
});
