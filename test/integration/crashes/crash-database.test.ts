import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "graphql-ws";
import { Client as DatabaseClient } from "pg";
import { toGlobalId } from "../../../src/services/global-id";
import { acceptIndexing } from "../../../src/services/search/index/accept-indexing";
import { imageIndexings } from "../../../src/storage/search/image-indexings";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import {
  killLeftovers,
  type ServiceProcess,
  startServiceProcess,
} from "../../helpers/services/service-process";
import {
  batchWithDone,
  endedBatch,
  expectCompletedOnce,
  type StoredModel,
  storeBatch,
  storeModelAndImages,
} from "../../helpers/services/stored-batches";
import { connect } from "../../helpers/services/test-service";

const IMAGES = 100;

interface Progress {
  readonly sequence: number;
  readonly state: string;
  readonly completed: number;
}

/** Follows a batch to its end; resolves when the subscription is known to be under way. */
async function follow(client: Client, batchId: string) {
  const query = `subscription { predictionBatchEvents(batchId: "${toGlobalId("PredictionBatch", batchId)}") {
    sequence state completed } }`;
  const events: Progress[] = [];
  const iterator = client.iterate<{ predictionBatchEvents: Progress }>({ query });
  const ended = (async () => {
    for await (const { data, errors } of iterator) {
      expect(errors).toBeUndefined();
      if (data) events.push(data.predictionBatchEvents);
    }
    return events;
  })();
  await eventually("the first event", async () => events.length > 0);
  return { ended };
}

describe("a service whose database goes away in the middle of a batch", () => {
  let database: TestDatabase;
  let stored: StoredModel;
  let server: DatabaseClient;
  let name: string;
  let service: ServiceProcess;
  const directory = directoryPerTest();

  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storeModelAndImages(database.url, IMAGES);
    server = new DatabaseClient({ connectionString: process.env.REGIONARY_TEST_POSTGRES });
    await server.connect();
    name = new URL(database.url).pathname.slice(1);
  });
  beforeEach(async () => {
    await stored.db.pool.query('TRUNCATE "Regions"');
    service = await startServiceProcess({ DATABASE_URL: database.url, REGIONARY_DATA_DIR: directory() });
  });
  afterEach(async () => {
    expect(await service.end(["SIGTERM"])).toMatchObject({ code: 0 });
    expect(service.output()).not.toMatch(/unhandled|uncaught/i);
  });
  afterAll(async () => {
    await killLeftovers();
    await server.end();
    await stored.db.close();
    await database.drop();
  });

  const cutConnections = () =>
    server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
  const allowConnections = (allow: boolean) =>
    server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${allow}`);

  it("completes it when all connections are cut again and again, an indexing too, and its subscribers miss nothing", async () => {
    const { id } = await storeBatch(stored, stored.imageIds);
    const { id: indexing } = await acceptIndexing(stored.db, {
      ...{ modelVersionId: stored.model.id, vocabularyId: stored.vocabulary.id },
    });
    const client = connect(service.url);
    await batchWithDone(stored.db, id, 1);
    const watched = await follow(client, id);
    for (let cut = 0; cut < 6; cut++) {
      await delay(60 * cut); // at ever other moments
      await cutConnections();
    }
    const events = await watched.ended;
    await eventually("the batch is read again", () => endedBatch(stored.db, id));
    await expectCompletedOnce(stored.db, id);
    const ended = async () => (await imageIndexings.find(stored.db, [indexing]))[0]!.state === "COMPLETED";
    await eventually("the images are indexed", ended);
    const { rows } = await stored.db.pool.query<{ count: number }>(
      'SELECT count(DISTINCT "imageId")::int AS "count" FROM "IndexedImage" NATURAL JOIN (SELECT "position" FROM "IndexedScores") scored',
    );
    expect(rows[0]!.count).toBe(IMAGES);
    expect(events.at(-1)).toMatchObject({ state: "COMPLETED", completed: IMAGES });
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    await client.dispose();
  });

  it("says so while the database is away, and goes on by itself when it is back", async () => {
    const { id } = await storeBatch(stored, stored.imageIds);
    const client = connect(service.url);
    await batchWithDone(stored.db, id, 1);
    const watched = await follow(client, id);
    await allowConnections(false);
    try {
      await cutConnections();
      const questions = [
        "{ images(first: 1) { edges { node { id } } } }",
        '{ searchImages(query: { labels: ["dog"] }, first: 1) { exact } }',
        `{ predictionBatch(id: "${toGlobalId("PredictionBatch", id)}") { state } }`,
        `mutation { deleteImage(input: { id: "${toGlobalId("Image", stored.imageIds[0] ?? "")}" }) { __typename } }`,
      ];
      const begun = Date.now();
      for (let round = 0; round < 2 || Date.now() - begun < 2_000; round++) {
        for (const question of questions) {
          const { errors } = await service.query(question);
          expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["STORAGE_UNAVAILABLE"]);
        }
        expect((await fetch(`${service.url}/health`)).status).toBe(503);
        await delay(100);
      }
    } finally {
      await allowConnections(true);
    }
    expect((await watched.ended).at(-1)).toMatchObject({ state: "COMPLETED", completed: IMAGES });
    await expectCompletedOnce(stored.db, id);
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    await client.dispose();
  });
});
