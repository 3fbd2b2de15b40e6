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

  /** The sketches of all images, and their places. */
  const indexed = async (): Promise<{ sketches: string[]; places: number[] }> => {
    const { rows } = await stored.db.pool.query<{ sketch: string; position: number }>(
      `SELECT "imageId" || encode(sha256("sketch"), 'hex') AS sketch, "position" FROM "IndexedImage" ORDER BY "imageId"`,
    );
    const places = rows.map(({ position }) => position).sort((one, other) => one - other);
    return { sketches: rows.map(({ sketch }) => sketch), places };
  };
  const indexAll = () => acceptIndexing(stored.db, { modelVersionId: stored.model.id, vocabularyId: null });
  const endOf = ({ id }: { id: string }) =>
    eventually("the images are indexed", async () => {
      const [indexing] = await imageIndexings.find(stored.db, [id]);
      return indexing?.state === "COMPLETED";
    });

  it("goes on where it stopped after each of three kills, makes every prediction once, and indexes every image once with the same sketch", async () => {
    const { id } = await storeBatch(stored, stored.imageIds);
    const indexing = await indexAll();
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
    await endOf(indexing);
    const { sketches, places } = await indexed();
    expect(places).toEqual(Array.from({ length: IMAGES }, (_, position) => position));
    await stored.db.pool.query('DELETE FROM "SearchIndex"');
    await endOf(await indexAll());
    expect((await indexed()).sketches).toEqual(sketches);
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
