import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { toGlobalId } from "../../../src/services/global-id";
import { readWorkEvents } from "../../../src/storage/work/work-events";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { compareRuns } from "../../helpers/evaluations/evaluation-steps";
import {
  evaluationWithDone,
  reportOf,
  storeEvaluation,
  storeFeatureSet,
} from "../../helpers/evaluations/stored-evaluations";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { killLeftovers, startServiceProcess } from "../../helpers/services/service-process";
import { type StoredModel, storeModelAndImages } from "../../helpers/services/stored-batches";
import { readWork } from "../../helpers/services/work-steps";

const KILLS = 5;
const IMAGES = 900;
const SHARD_IMAGES = 8;

describe("an evaluation run whose service is killed", () => {
  let database: TestDatabase;
  let stored: StoredModel;
  const directory = directoryPerTest();
  const start = () => startServiceProcess({ DATABASE_URL: database.url, REGIONARY_DATA_DIR: directory() });

  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storeModelAndImages(database.url, 0);
  });
  afterAll(async () => {
    await killLeftovers();
    await stored.db.close();
    await database.drop();
  });

  it("five times in a row, at random moments, has the same report to the byte as an undisturbed one", async () => {
    const { db } = stored;
    const set = await storeFeatureSet(stored, { name: "killed", count: IMAGES });
    const killed = await storeEvaluation(stored, set, SHARD_IMAGES);
    let { done } = killed;
    for (let kill = 0; kill < KILLS; kill++) {
      const service = await start();
      await evaluationWithDone(db, killed.id, done + 1 + Math.floor(Math.random() * 100));
      await delay(Math.random() * 20);
      expect(await service.end(["SIGKILL"])).toMatchObject({ signal: "SIGKILL" });
      const before = done;
      ({ done } = await evaluationWithDone(db, killed.id, 0));
      expect(done).toBeGreaterThan(before);
      expect(done).toBeLessThan(IMAGES);
    }
    const service = await start();
    const report = await reportOf(db, killed.id);
    const undisturbed = await storeEvaluation(stored, set, SHARD_IMAGES);
    expect(await reportOf(db, undisturbed.id)).toBe(report);
    await service.end(["SIGTERM"]);

    expect(JSON.parse(report)).toMatchObject({ images: IMAGES });
    const events = await readWorkEvents(db, killed.id, 0, 10_000);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ state }) => state === "COMPLETED")).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ done: IMAGES, total: IMAGES });
  });

  it("has the same report when all connections to its database are cut again and again", async () => {
    const { db } = stored;
    const set = await storeFeatureSet(stored, { name: "cut", count: IMAGES });
    // Our own connections are cut too.
    const afterCut = <T>(ask: () => Promise<T>) => eventually("an answer", () => ask().catch(() => null));
    const service = await start();
    const cut = await storeEvaluation(stored, set, SHARD_IMAGES);
    let { done } = await evaluationWithDone(db, cut.id, 1);
    for (let cuts = 0; cuts < 6; cuts++) {
      await cutConnections(database);
      ({ done } = await afterCut(() => evaluationWithDone(db, cut.id, done + 1)));
    }
    expect(done).toBeLessThan(IMAGES);
    const report = await afterCut(() => reportOf(db, cut.id));
    expect(await reportOf(db, (await storeEvaluation(stored, set, SHARD_IMAGES)).id)).toBe(report);
    await service.end(["SIGTERM"]);
    expect(service.output()).not.toMatch(/unhandled|uncaught/i);
  });

  it("measures again what was lost or damaged in the store", async () => {
    const { db } = stored;
    const set = await storeFeatureSet(stored, { name: "lost", count: 200, unlisted: "UNKNOWN" });
    const service = await start();
    const whole = await reportOf(db, (await storeEvaluation(stored, set, SHARD_IMAGES)).id);
    await service.end(["SIGKILL"]);

    const run = await storeEvaluation(stored, set, SHARD_IMAGES);
    const second = await start();
    await evaluationWithDone(db, run.id, 5 * SHARD_IMAGES);
    await second.end(["SIGKILL"]);
    const [missing, damaged] = await db.prisma.evaluationShard.findMany({
      where: { runId: run.id },
      orderBy: { position: "asc" },
    });
    await db.blobs.remove(missing!.blobHash);
    await db.pool.query(`UPDATE "BlobChunk" SET "bytes" = 'something else' WHERE "hash" = $1`, [
      damaged!.blobHash,
    ]);
    const third = await start();
    expect(await reportOf(db, run.id)).toBe(whole);
    await third.end(["SIGTERM"]);
  });

  it("is finished to the same bytes by another host, which can plot and compare what both measured", async () => {
    const { db } = stored;
    const startOn = (host: string) =>
      startServiceProcess({
        DATABASE_URL: database.url,
        REGIONARY_DATA_DIR: path.join(directory(), host),
      });
    const set = await storeFeatureSet(stored, { name: "two hosts", count: 400 });
    const run = await storeEvaluation(stored, set, SHARD_IMAGES);
    const first = await startOn("first");
    const { done } = await evaluationWithDone(db, run.id, 5 * SHARD_IMAGES);
    await first.end(["SIGKILL"]);
    expect(done).toBeLessThan(400);
    await rm(path.join(directory(), "first"), { recursive: true });

    const second = await startOn("second");
    const report = await reportOf(db, run.id);
    const undisturbed = await storeEvaluation(stored, set, SHARD_IMAGES);
    expect(await reportOf(db, undisturbed.id)).toBe(report);
    const plot = await fetch(`${second.url}/evaluations/${run.id}/pr-curve.svg?section=ZSL`);
    expect(plot.status).toBe(200);
    const [a, b] = [run.id, undisturbed.id].map((id) => toGlobalId("EvaluationRun", id));
    const { comparison } = await compareRuns(second, a!, b!);
    const compared = await eventually("the runs are compared", async () => {
      const found = "... on EvaluationComparison { sections { macro { difference } } }";
      return (await readWork(second, comparison.id, found)).sections;
    });
    expect(compared[0]).toMatchObject({ macro: { difference: 0 } });
    await second.end(["SIGTERM"]);
  });
});

async function cutConnections({ url }: TestDatabase): Promise<void> {
  const server = new Client({ connectionString: process.env.REGIONARY_TEST_POSTGRES });
  await server.connect();
  const name = new URL(url).pathname.slice(1);
  await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
  await server.end();
}
