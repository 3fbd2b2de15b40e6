import os from "node:os";
import { createStorageTrouble, FULL_DISK } from "../../src/services/storage-trouble";
import type { Database } from "../../src/storage/database/database";
import { openDatabase } from "../../src/storage/database/open-database";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

// As pg gives them, and Prisma's adapter wraps them.
const full = Object.assign(new Error('could not extend file "base/5/1"'), {
  code: "53100",
  severity: "ERROR",
});
const wrapped = Object.assign(new Error("Invalid `prisma.image.create()` invocation"), {
  code: "P2010",
  meta: {
    driverAdapterError: Object.assign(new Error("DriverAdapterError"), { cause: { originalCode: "53100" } }),
  },
});
const lost = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });

describe("trouble with the database", () => {
  let database: TestDatabase;
  let db: Database;
  let log: string[];
  const trouble = () => createStorageTrouble(db, os.tmpdir(), (line) => log.push(line));
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
  });
  beforeEach(() => {
    log = [];
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  it("is none while it answers and has room", async () => {
    await expect(trouble().check()).resolves.toBeUndefined();
  });

  it.each([full, wrapped])("a full disk is told by the next check, and in the log once", async (error) => {
    const { note, check } = trouble();
    expect([note(error), note(error)]).toEqual([true, true]);
    expect(log).toEqual([FULL_DISK]);
    await expect(check()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE", message: FULL_DISK });
  });

  it("a database that cannot be reached is told as that", async () => {
    const away = openDatabase("postgresql://nobody@127.0.0.1:1/none");
    try {
      const { note, check } = createStorageTrouble(away, os.tmpdir(), (line) => log.push(line));
      expect(note(lost)).toBe(true);
      expect(log).toEqual(["The database cannot be reached; what was accepted waits for it."]);
      await expect(check()).rejects.toMatchObject({
        message: expect.stringMatching(/^The database cannot be reached/),
      });
    } finally {
      await away.close();
    }
  });

  it("no other failure is taken for it", () => {
    expect(trouble().note(new TypeError("x is not a function"))).toBe(false);
    expect(log).toEqual([]);
  });
});
