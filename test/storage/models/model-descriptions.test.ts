import { Client } from "pg";
import { backboneDescriptionSchema, modelDescriptionSchema } from "../../../src/model/description";
import { describeBackbone } from "../../../src/model/families/backbones/describe-backbone";
import { describeBiam } from "../../../src/model/families/biam/describe-biam";
import { joinParts } from "../../../src/model/packages/join-parts";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { migrateUpTo } from "../../helpers/migrate-up-to";
import { tinyPictureInput, tinySizes } from "../../helpers/models/tiny-model";

const BEFORE = "20261126010000_quantization_report";
const MIGRATION = "20261126020000_model_descriptions";

/** What `backbone.json` and `head.json` held until then. */
const { filter: _, fit: __, ...oldPicture } = tinyPictureInput;
const backboneDescriptor = {
  kind: "onnx",
  input: { name: "pixels", ...oldPicture },
  features: { channels: 8, height: 4, width: 4 },
  global: { size: 16 },
  body: { file: "body.onnx", input: "pixels", output: "relu5_4" },
  tail: { file: "tail.onnx", input: "relu5_4", output: "fc7" },
};
const headDescriptor = {
  sizes: tinySizes,
  trunk: "trunk.onnx",
  classifiers: "classifiers.onnx",
  score: "score.onnx",
  scoreMaps: "score-maps.onnx",
};

describe("models stored before they were described by stages", () => {
  let database: TestDatabase;
  let client: Client;
  const hash = (digit: number) => String(digit).repeat(64);
  const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;

  beforeAll(async () => {
    database = await createTestDatabase();
    // A schema of its own: an empty place in a database that is migrated already.
    const url = `${database.url}?options=-csearch_path%3Dbefore`;
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query("CREATE SCHEMA before");
    await migrateUpTo(url, BEFORE);
    for (const digit of [0, 1, 2]) await client.query(`INSERT INTO "Package" VALUES ('${hash(digit)}', 0)`);
    for (const [n, name] of ["vgg", "vgg-int8"].entries())
      await client.query(
        `INSERT INTO "Backbone" ("id", "name", "packageHash", "descriptor") VALUES ($1, $2, $3, $4)`,
        [id(n), name, hash(n), backboneDescriptor],
      );
    const report = { source: "photos@1", calibrationImages: [hash(7)], measuredImages: [] };
    for (const [n, quantization] of [null, report].entries())
      await client.query(
        `INSERT INTO "ModelVersion" ("id", "name", "version", "backboneId", "packageHash", "descriptor", "quantization")
         VALUES ($1, 'photos', $2, $3, $4, $5, $6)`,
        [id(n), n + 1, id(n), hash(2), headDescriptor, quantization],
      );
    expect(await migrateUpTo(url, MIGRATION)).toEqual([MIGRATION]);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const described = describeBackbone(tinyPictureInput, {
    image: "pixels",
    features: { inFile: "relu5_4", shape: [8, 4, 4] },
    global: { inFile: "fc7", shape: [16] },
  });
  const [body, tail] = described.encode;
  const inInt8 = { ...described, encode: [{ ...body!, precision: "int8" as const }, tail!] };

  it("are described as an import of the same files would be now, an 8-bit backbone as such", async () => {
    const { rows } = await client.query('SELECT "description" FROM "Backbone" ORDER BY "id"');
    expect(rows.map(({ description }) => backboneDescriptionSchema.parse(description))).toEqual([
      described,
      inInt8,
    ]);
    const { rows: models } = await client.query(
      'SELECT "description" FROM "ModelVersion" ORDER BY "version"',
    );
    const own = { name: hash(2), part: describeBiam(tinySizes) };
    expect(models.map(({ description }) => modelDescriptionSchema.parse(description))).toEqual([
      joinParts(own, { name: hash(0), part: described }),
      joinParts(own, { name: hash(1), part: inInt8 }),
    ]);
  });

  it("keep their report, in which the pictures for the ranges are named so", async () => {
    const { rows } = await client.query('SELECT "quantization" FROM "ModelVersion" ORDER BY "version"');
    expect(rows.map(({ quantization }) => quantization)).toEqual([
      null,
      { source: "photos@1", rangeImages: [hash(7)], measuredImages: [] },
    ]);
  });
});
