import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { toGlobalId } from "../../../src/services/global-id";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { allBatchEvents } from "../../helpers/services/batch-events";
import {
  endProcess,
  killLeftovers,
  spawnService,
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

const IMAGES = 160;
/** Signals that come within this time are one signal, repeated by npm; later ones are a person's. */
const REPEATS_MS = 1_000;

describe("a service that is asked to stop in the middle of a batch", () => {
  let database: TestDatabase;
  let stored: StoredModel;
  const directory = directoryPerTest();
  const environment = () => ({ DATABASE_URL: database.url, REGIONARY_DATA_DIR: directory() });

  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storeModelAndImages(database.url, IMAGES);
  });
  afterAll(async () => {
    await killLeftovers();
    await stored.db.close();
    await database.drop();
  });

  it("exits with 0 within seconds on SIGTERM, Ctrl-C, and a Ctrl-C that npm repeats; each next start goes on", async () => {
    const { id } = await storeBatch(stored, stored.imageIds);
    const stops: NodeJS.Signals[][] = [["SIGTERM"], ["SIGINT"], ["SIGINT", "SIGINT", "SIGTERM"]];
    for (const [index, signals] of stops.entries()) {
      const service = await startServiceProcess(environment());
      // Someone is watching, and is not to hold the stop up.
      const watcher = connect(service.url);
      const isConnected = new Promise<void>((resolve) => watcher.on("connected", () => resolve()));
      const watched = allBatchEvents(watcher, toGlobalId("PredictionBatch", id)).catch((error) => error);
      await isConnected;
      await batchWithDone(stored.db, id, 1 + index * 40);
      const ending = await service.end(signals, () => delay(50));
      expect(ending).toMatchObject({ code: 0 });
      expect(service.output()).toMatch(/Stopped\n$/);
      // The socket is closed as by a server that goes away (1001), not by an error of ours.
      expect(await watched).toMatchObject({ code: 1001 });
      await watcher.dispose();
      expect((await batchWithDone(stored.db, id, 1)).state).toBe("RUNNING");
    }
    const last = await startServiceProcess(environment());
    await endedBatch(stored.db, id);
    await expectCompletedOnce(stored.db, id);
    await last.end(["SIGTERM"]);
  });

  it("does not wait long for a database that does not answer, and not at all when asked twice", async () => {
    await stored.db.pool.query('TRUNCATE "Regions"');
    const { id } = await storeBatch(stored, stored.imageIds);
    const locker = await stored.db.pool.connect();
    const startAndBlock = async (done: number) => {
      const service = await startServiceProcess(environment());
      await batchWithDone(stored.db, id, done);
      await locker.query("BEGIN; LOCK TABLE graphile_worker._private_jobs");
      return service;
    };

    const asked = await startAndBlock(1);
    const stop = await asked.end(["SIGTERM"]);
    expect(stop.code).toBe(0);
    await locker.query("COMMIT");

    const askedTwice = await startAndBlock(IMAGES / 2);
    const again = Array.from({ length: 20 }, (): NodeJS.Signals => "SIGTERM");
    const end = await askedTwice.end(again, () => delay(REPEATS_MS / 5));
    expect(end.code).toBe(1);
    await locker.query("COMMIT");
    locker.release();

    const last = await startServiceProcess(environment());
    await endedBatch(stored.db, id);
    await expectCompletedOnce(stored.db, id);
    await last.end(["SIGTERM"]);
  });

  it("finishes a start during which a signal arrives, and then stops", async () => {
    const child = spawnService(environment());
    const [first] = await once(child.stdout!, "data");
    expect(String(first)).not.toContain("ready at");
    expect(await endProcess(child, ["SIGTERM"])).toMatchObject({ code: 0 });
  });
});
