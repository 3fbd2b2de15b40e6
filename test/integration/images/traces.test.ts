import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fromGlobalId } from "../../../src/services/global-id";
import { rememberFile } from "../../../src/services/images/known-files";
import { picture } from "../../helpers/pictures/pictures";
import { createVocabulary, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

/** Where in the database a text or some bytes are, in any column of any table. */
async function placesOf({ app }: TestService, texts: readonly string[]): Promise<string[]> {
  const { pool } = app.context.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS "name" FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const places: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ text: string }>(
      `SELECT DISTINCT s AS "text" FROM ${name} t, unnest($1::text[]) s WHERE strpos(t::text, s) > 0`,
      [texts],
    );
    places.push(...rows.map(({ text }) => `${name}: ${text.slice(0, 40)}`));
  }
  return places.sort();
}

async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (texts.some((text) => entry.name.includes(text))) found.push(file);
    else if (entry.isFile()) {
      const content = await readFile(file);
      if (texts.some((text) => content.includes(text))) found.push(file);
    }
  }
  return found;
}

describe("a deleted photo", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it("leaves no trace in the database or the data folder: no id, hash, name, path or bytes", async () => {
    const { context } = service.app;
    const bytes = await picture(4711, { width: 64, height: 48 });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const names = { name: "unique-name.png", path: "unique-folder/unique-name.png", externalId: "unique-id" };
    const { results } = await mutate(
      service,
      "addImages",
      { images: [{ source: { base64: bytes.toString("base64") }, ...names }] },
      "... on AddedImages { results { ... on AddedImage { image { id url } } } }",
    );
    const { id, url } = results[0].image;
    const rowId = fromGlobalId("Image", id);
    await rememberFile(context.db, { key: "f".repeat(64), state: "unique-state" }, rowId);
    const vocabularyId = await createVocabulary(service);
    await predictAndWait(service, { imageIds: [id], vocabularyId });
    const { data } = await service.query(
      `mutation ($image: ID!, $vocabulary: ID!) { classify(input: { image: { imageId: $image }, vocabularyId: $vocabulary }) {
         ... on Classified { prediction { labels { regions { heatMapUrl } } } } } }`,
      { image: id, vocabulary: vocabularyId },
    );
    await fetch(data.classify.prediction.labels[0].regions.heatMapUrl);
    await fetch(url);
    expect((await fetch(`${url}/thumbnail.webp`)).status).toBe(200);
    const words = "... on ChangedImages { changeCount }";
    await mutate(service, "tagImages", { imageIds: [id], tags: ["unique-tag"] }, words);
    await mutate(service, "correctImages", { imageIds: [id], label: "unique-label" }, words);
    const traces = [rowId, id, sha256, "unique-", bytes.subarray(0, 80).toString("hex")];
    await context.regions.settle();
    expect((await placesOf(service, traces)).length).toBeGreaterThan(5); // or the search would prove nothing
    await mutate(service, "deleteImage", { id }, "... on Deleted { id }");
    expect(await placesOf(service, traces)).toEqual([]);
    expect(await filesWith(context.dataDirectory, [rowId, id, sha256, "unique-"])).toEqual([]);
  });
});
