import { Pool } from "pg";
import { copyRows } from "../../../src/storage/database/copy-rows";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

describe("rows copied in binary", () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 1 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it("are the stored bytes, whatever they are, with text as UTF-8", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await pool.query("CREATE TABLE all_bytes (b bytea)");
    await pool.query("INSERT INTO all_bytes VALUES ($1)", [Buffer.from(bytes)]);
    const [[stored, text]] = (await copyRows(pool, "SELECT b, 'é' FROM all_bytes")) as [Uint8Array[]];
    expect(stored).toEqual(bytes);
    expect(text).toEqual(Uint8Array.of(0xc3, 0xa9));
  });

  it("arrive complete and in order even if each is many packets long, and do not change while others arrive", async () => {
    const large = (byte: string) => `decode(repeat('${byte}', 300000), 'hex')`;
    const first = await copyRows(pool, `VALUES (${large("01")}), (${large("02")}), (${large("03")})`);
    await copyRows(pool, `VALUES (${large("ff")}), (${large("ff")}), (${large("ff")}), (${large("ff")})`);
    expect(first.map(([bytes]) => bytes?.length)).toEqual([300_000, 300_000, 300_000]);
    expect(first.map(([bytes]) => [...new Set(bytes)])).toEqual([[1], [2], [3]]);
  });

  it("may be none", async () => {
    expect(await copyRows(pool, "SELECT 1 WHERE false")).toEqual([]);
  });

  it("fail with PostgreSQL's error, and the pool goes on", async () => {
    await expect(copyRows(pool, "SELECT 1 / 0")).rejects.toMatchObject({ code: "22012" });
    expect((await copyRows(pool, "SELECT true")).map(([bytes]) => bytes)).toEqual([Uint8Array.of(1)]);
  });
});
