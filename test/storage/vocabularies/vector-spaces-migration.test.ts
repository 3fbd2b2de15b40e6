import { createHash, randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { migrate } from "../../../src/storage/database/migrate";
import { labelsHash } from "../../../src/vocabulary/labels-hash";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";

const MIGRATIONS = path.resolve(__dirname, "../../../prisma/migrations");
const SPACES = "20261126050000_vector_spaces";
/** The content hash of the words that ship, as every installation has it. */
const SHIPPED = "e5cfcac090dceac853d56d7c4c20a12fee5caf5685fe4b2bf503ffc672199098";

const vectors = (seed: number) => Buffer.from(Float32Array.of(seed, seed + 1).buffer);
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

describe("in a database whose vocabularies contained their vectors", () => {
  let database: TestDatabase;
  let directory: string;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    directory = await mkdtemp(path.join(os.tmpdir(), "regionary-spaces-"));
    const url = `${database.url}?options=-csearch_path%3Dolder`; // beside the newest tables
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query("CREATE SCHEMA older");
    const apply = async (names: readonly string[]) => {
      for (const name of names)
        await cp(path.join(MIGRATIONS, name), path.join(directory, name), { recursive: true });
      expect(await migrate(url, directory)).toEqual(names);
    };
    await apply((await readdir(MIGRATIONS)).filter((name) => /^2026112[0-5]/.test(name)).sort());
    await fill();
    await apply([SPACES]);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
    await rm(directory, { recursive: true });
  });

  const ids: Record<string, string> = {};
  const insert = async (table: string, key: string, row: Record<string, unknown>): Promise<string> => {
    const id = randomUUID();
    const whole = { id, ...row };
    const columns = Object.keys(whole).map((name) => `"${name}"`);
    const places = columns.map((_, index) => `$${index + 1}`);
    const sql = `INSERT INTO "${table}" (${columns.join(", ")}) VALUES (${places.join(", ")})`;
    await client.query(sql, Object.values(whole));
    ids[key] = id;
    return id;
  };
  const words = (name: string, contentHash: string) =>
    insert("WordVectorSet", name, { name, contentHash, dimensions: 2, wordCount: 1 });
  const vocabulary = async (name: string, wordVectorSetId: string | null) => {
    const id = await insert("Vocabulary", name, {
      ...{ name, version: 1, contentHash: hash(name), dimensions: 2, labelCount: 1 },
      ...{ vectors: vectors(name.length), wordVectorSetId },
    });
    await client.query(
      `INSERT INTO "VocabularyLabel" VALUES ($1, 0, 'ruddy "duck"', 'UNSEEN', $2, $3)`,
      wordVectorSetId ? [id, "ALIAS", ["red", "duck"]] : [id, "GIVEN", []],
    );
    return id;
  };
  const model = async (name: string, of: { uses: readonly string[]; float32VersionId?: string }) => {
    const packageHash = hash(name);
    await client.query('INSERT INTO "Package" VALUES ($1, 1)', [packageHash]);
    const backboneId = await insert("Backbone", `backbone of ${name}`, { name, packageHash, descriptor: {} });
    const columns = { name, version: 1, backboneId, packageHash, descriptor: {} };
    const { float32VersionId = null } = of;
    const modelVersionId = await insert("ModelVersion", name, { ...columns, float32VersionId });
    for (const vocabularyId of of.uses) {
      const pixels = { bytes: Buffer.of(1), sizeBytes: 1, mediaType: "image/png", width: 1, height: 1 };
      const imageId = await insert("Image", "", { sha256: randomUUID(), ...pixels });
      await insert("Prediction", "", { imageId, modelVersionId, vocabularyId });
    }
    return modelVersionId;
  };

  async function fill(): Promise<void> {
    const glove = await words("glove", hash("glove"));
    const copy = await words("copy", hash("glove"));
    const other = await words("other", hash("other"));
    await words("scenes", SHIPPED);
    const [inGlove, inOther] = [await vocabulary("in glove", glove), await vocabulary("in other", other)];
    await vocabulary("in copy", copy);

    const byFloat32 = await vocabulary("given, by float32", null);
    const float32 = await model("float32", { uses: [inGlove, byFloat32] });
    const byInt8 = await vocabulary("given, by int8", null);
    await model("int8", { uses: [byInt8], float32VersionId: float32 });

    const [first, second] = [await vocabulary("first", null), await vocabulary("second", null)];
    await model("one", { uses: [first, second] });
    await model("two", { uses: [second, await vocabulary("third", null)] });
    await vocabulary("unused", null);

    const trained = await model("trained", { uses: [inOther] });
    const setId = await insert("BenchmarkSet", "set", {
      ...{ name: "learned", vocabularyId: inGlove, kind: "IMAGES", format: "test", protocol: "custom" },
      ...{ unlisted: "ABSENT", total: 1, labelKeys: ["duck"] },
    });
    await insert("Training", "training", {
      ...{ setId, backboneId: ids["backbone of trained"], name: "t", recipe: {}, seed: 1, settings: {} },
      ...{ dataHash: "", requestHash: "", modelVersionId: trained },
    });

    await model("scenes model", { uses: [] });
    await client.query(`UPDATE "ModelVersion" SET "name" = 'scenes' WHERE "name" = 'scenes model'`);
    await model("never used", { uses: [] });
    await model("of two spaces", { uses: [inGlove, inOther] });
  }

  /** The names of the spaces that rows of a table have. */
  async function spacesOf(
    table: string,
    column: string,
    keys: readonly string[],
  ): Promise<(string | null)[]> {
    const { rows } = await client.query<{ id: string; name: string | null }>(
      `SELECT t."${column}" AS "id", s."name" FROM "${table}" t LEFT JOIN "VectorSpace" s ON s."id" = t."spaceId"`,
    );
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return keys.map((key) => names.get(ids[key]!)!);
  }
  const ofVocabularies = (...names: string[]) => spacesOf("LabelVectors", "vocabularyId", names);
  const ofModels = (...names: string[]) => spacesOf("ModelVersion", "id", names);

  it("a vocabulary keeps labels, marks and vectors, and has the hash that the same labels have today", async () => {
    const { rows } = await client.query(
      `SELECT v."name", v."contentHash" AS "labels", l."label", l."training", l."alias", x."contentHash", x."vectors",
         o."origin", o."words" FROM "Vocabulary" v JOIN "VocabularyLabel" l ON l."vocabularyId" = v."id"
       JOIN "LabelVectors" x ON x."vocabularyId" = v."id" JOIN "LabelVectorOrigin" o ON o."vocabularyId" = v."id"
       WHERE v."name" = 'in glove'`,
    );
    const label = { label: 'ruddy "duck"', training: "UNSEEN", alias: "red duck" };
    expect(rows).toEqual([
      {
        ...{
          name: "in glove",
          ...label,
          labels: labelsHash([{ ...label, prompt: null, phrases: [] }]),
          contentHash: hash("in glove"),
        },
        ...{ vectors: vectors(8), origin: "ALIAS", words: ["red", "duck"] },
      },
    ]);
  });

  it("vectors that were looked up are in the space of their words; files with equal content are one space", async () => {
    expect(await ofVocabularies("in glove", "in copy", "in other")).toEqual(["glove", "glove", "other"]);
  });

  it("given vectors are in the space of the one word-vector set that their model was used with", async () => {
    expect(await ofVocabularies("given, by float32", "given, by int8")).toEqual(["glove", "glove"]);
    expect(await ofModels("float32", "int8")).toEqual(["glove", "glove"]);
  });

  it("given vectors used with the same models are in one space, others in spaces of their own", async () => {
    const [space, ...same] = await ofVocabularies("first", "second", "third");
    expect(space).toMatch(/^(first|second|third)@1$/);
    expect([...same, ...(await ofModels("one", "two"))]).toEqual([space, space, space, space]);
    expect(await ofVocabularies("unused")).toEqual(["unused@1"]);
  });

  it("a trained model takes the space that it was trained in, whatever it was used with", async () => {
    expect(await ofModels("trained")).toEqual(["glove"]);
    expect(await spacesOf("Training", "id", ["training"])).toEqual(["glove"]);
  });

  it("the model that ships takes the words that ship; one that was never used, or with two spaces, takes none yet", async () => {
    const expected = ["scenes", null, null];
    expect(await ofModels("scenes model", "never used", "of two spaces")).toEqual(expected);
  });
});
