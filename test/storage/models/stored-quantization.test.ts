import { Client } from "pg";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { migrateUpTo } from "../../helpers/migrate-up-to";

const MIGRATION = "20261126010000_quantization_report";

describe("the report on an 8-bit version, in a database from before it had a column", () => {
  let database: TestDatabase;
  let client: Client;
  let url: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    // A schema of its own: an empty place in a database that is migrated already.
    url = `${database.url}?options=-csearch_path%3Dbefore`;
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query("CREATE SCHEMA before");
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  it("moves out of the description of the head, which does not change for a float32 version", async () => {
    await migrateUpTo(url, "20261125040000_calibrating_runs");
    const hash = "0".repeat(64);
    const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
    const head = { sizes: { wordSize: 8 }, trunk: "trunk.onnx" };
    const report = { source: "photos@1", features: { median: 0.999, lowest: 0.99 }, topLabels: null };
    await client.query(`INSERT INTO "Package" VALUES ('${hash}', 0)`);
    await client.query(
      `INSERT INTO "Backbone" ("id", "name", "packageHash", "descriptor") VALUES ('${id(0)}', 'b', '${hash}', '{}')`,
    );
    for (const [version, descriptor] of [head, { ...head, quantization: report }].entries())
      await client.query(
        `INSERT INTO "ModelVersion" ("id", "name", "version", "backboneId", "packageHash", "descriptor")
         VALUES ($1, 'photos', $2, '${id(0)}', '${hash}', $3)`,
        [id(version + 1), version + 1, descriptor],
      );

    expect(await migrateUpTo(url, MIGRATION)).toEqual([MIGRATION]);
    const { rows } = await client.query(
      'SELECT "descriptor", "quantization" FROM "ModelVersion" ORDER BY "version"',
    );
    expect(rows).toEqual([
      { descriptor: head, quantization: null },
      { descriptor: head, quantization: report },
    ]);
  });
});
