import { acceptIndexing } from "../../../src/services/search/index/accept-indexing";
import { imageIndexings } from "../../../src/storage/search/image-indexings";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { killLeftovers, startServiceProcess } from "../../helpers/services/service-process";
import {
  batchWithDone,
  endedBatch,
  expectCompletedOnce,
  type StoredModel,
  storeBatch,
  storeModelAndImages,
} from "../../helpers/services/stored-batches";

const IMAGES = 200;

describe("a service that is killed in the middle of a batch", () => {
  let database: TestDatabase;
  let stored: StoredModel;
  const directory = directoryPerTest();
  const start = () => startServiceProcess({ DATABASE_URL: database.url, REGIONARY_DATA_DIR: directory() });

  /** How many processes hold jobs, dead ones among them. */
  const holders = async (): Promise<number> => {
    const { rows } = await stored.db.pool.query(
      "SELECT count(DISTINCT split_part(locked_by, '-', 2))::int AS n FROM graphile_worker.jobs WHERE locked_by IS NOT NULL",
    );
    return rows[0].n;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storeModelAndImages(database.url, IMAGES);
  });
  afterEach(() => stored.db.pool.query('TRUNCATE "Regions"'));
  afterAll(async () => {
    await killLeftovers();
    await stored.db.close();
    await database.drop();
  });

  it("goes on where it stopped after each of three kills, and makes every prediction once", async () => {
    const { id } = await storeBatch(stored, stored.imageIds);
    let done = 0;
    for (const moment of [1, 60, 110]) {
      const service = await start();
      await batchWithDone(stored.db, id, moment);
      expect(await service.end(["SIGKILL"])).toMatchObject({ signal: "SIGKILL" });
      ({ done } = await batchWithDone(stored.db, id, moment));
      expect(done).toBeLessThan(IMAGES);
    }
    const service = await start();
    await batchWithDone(stored.db, id, done + 1);
    await endedBatch(stored.db, id);
    await expectCompletedOnce(stored.db, id);
    await service.end(["SIGTERM"]);
  });

  it("indexes every image once, whether it was killed meanwhile or not, and has the same sketches", async () => {
    const { db, model } = stored;
    const indexed = async (id: string) => (await imageIndexings.find(db, [id]))[0]!;
    /** Everything that is indexed. */
    const sketches = async (): Promise<{ imageId: string; position: number; hash: string }[]> =>
      (
        await db.pool.query(
          `SELECT "imageId", "position", encode(sha256("sketch"), 'hex') AS hash FROM "IndexedImage" ORDER BY "imageId"`,
        )
      ).rows;
    const hashes = async () => (await sketches()).map(({ imageId, hash }) => ({ imageId, hash }));
    const { id } = await acceptIndexing(db, { modelVersionId: model.id, vocabularyId: null });
    const killed = await start();
    await eventually("some are indexed", async () => (await sketches()).length >= 64);
    await killed.end(["SIGKILL"]);
    expect((await indexed(id)).state).toBe("RUNNING");
    const service = await start();
    await eventually("the indexing has ended", async () => (await indexed(id)).state === "COMPLETED");
    const places = (await sketches()).map(({ position }) => position).sort((a, b) => a - b);
    expect(places).toEqual(Array.from({ length: IMAGES }, (_, position) => position));
    const afterKills = await hashes();
    await db.pool.query('DELETE FROM "SearchIndex"');
    const again = await acceptIndexing(db, { modelVersionId: model.id, vocabularyId: null });
    await eventually("it is indexed again", async () => (await indexed(again.id)).state === "COMPLETED");
    expect(await hashes()).toEqual(afterKills);
    await service.end(["SIGTERM"]);
  });

  it("leaves its batches to another service on the same database", async () => {
    const [killed, survivor] = await Promise.all([start(), start()]);
    const batches: string[] = [];
    // More than one service takes at once, so that both have some.
    for (let n = 0; n < 8; n++)
      batches.push((await storeBatch(stored, stored.imageIds.slice(n, n + IMAGES / 2))).id);
    await eventually("both services hold jobs", async () => (await holders()) === 2);
    await killed.end(["SIGKILL"]);
    expect(await holders()).toBe(2);
    await eventually("the jobs of the killed one are free", async () => (await holders()) < 2);
    for (const id of batches) {
      await endedBatch(stored.db, id);
      await expectCompletedOnce(stored.db, id);
    }
    expect(await survivor.end(["SIGTERM"])).toMatchObject({ code: 0 });
  });
});
