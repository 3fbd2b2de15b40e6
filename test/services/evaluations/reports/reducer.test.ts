import { sparseLabels } from "../../../../src/evaluation/scores/labels";
import { planEvaluation } from "../../../../src/evaluation/scores/plan";
import { protocols } from "../../../../src/evaluation/scores/protocols";
import { createReducer } from "../../../../src/services/evaluations/reports/reducer";
import { makeShard } from "../../../../src/services/evaluations/shards/shard";
import { shardToBytes } from "../../../../src/services/evaluations/shards/shard-bytes";
import type { Database } from "../../../../src/storage/database/database";
import { openDatabase } from "../../../../src/storage/database/open-database";
import { isStorageUnavailable } from "../../../../src/storage/database/storage-errors";
import { createTestDatabase, type TestDatabase } from "../../../helpers/database";

const FOR_HOURS = 10_000_000;

describe("the computation of figures", () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  async function measuredRun() {
    const plan = planEvaluation({ ...protocols.custom, kept: "all-scores" }, [true, false], { ks: [1] });
    const labels = sparseLabels(Int8Array.of(1, -1, -1, 1), 2);
    const shard = makeShard(plan, Float32Array.of(0.9, 0.1, 0.2, 0.8), labels);
    const { hash } = await db.blobs.put([shardToBytes(shard)]);
    return { url: database.url, hashes: [hash], plan };
  }

  it("ends at once when nobody wants them any more, and does not keep others waiting", async () => {
    const reducer = createReducer();
    const run = await measuredRun();
    const unwanted = new AbortController();
    const long = reducer.run("report", { run, resamples: FOR_HOURS }, unwanted.signal);
    const next = reducer.run("report", { run, resamples: 0 });
    setTimeout(() => unwanted.abort(new Error("canceled")), 300);
    await expect(long).rejects.toThrow("canceled");
    expect(JSON.parse(((await next) as { json: string }).json)).toMatchObject({ images: 2 });
  });

  it("is not waited for behind others by a caller who no longer wants them", async () => {
    const reducer = createReducer();
    const run = await measuredRun();
    const [long, waiting] = [new AbortController(), new AbortController()];
    const first = reducer.run("report", { run, resamples: FOR_HOURS }, long.signal);
    const second = reducer.run("report", { run, resamples: 0 }, waiting.signal);
    waiting.abort(new Error("canceled"));
    await expect(second).rejects.toThrow("canceled");
    long.abort(new Error("canceled, too"));
    await expect(first).rejects.toThrow("canceled, too");
  });

  it("ends when the service stops: what is under way, what waits, and what comes later", async () => {
    const reducer = createReducer();
    const run = await measuredRun();
    const making = Array.from({ length: 3 }, () => reducer.run("report", { run, resamples: FOR_HOURS }));
    const ends = Promise.allSettled(making);
    reducer.close();
    const stopped = { status: "rejected", reason: { code: "CANCELLED" } };
    expect(await ends).toMatchObject([stopped, stopped, stopped]);
    await expect(reducer.run("report", { run, resamples: 0 })).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("names missing or damaged shards by their places", async () => {
    const run = await measuredRun();
    const { hash: damaged } = await db.blobs.put([Buffer.from("a shard")]);
    await db.pool.query(`UPDATE "BlobChunk" SET "bytes" = 'a chart' WHERE "hash" = $1`, [damaged]);
    const hashes = ["0".repeat(64), ...run.hashes, damaged];
    expect(await createReducer().run("report", { run: { ...run, hashes }, resamples: 0 })).toEqual({
      lost: [0, 2],
    });
  });

  it("fails if the database cannot be reached, which says nothing about the shards", async () => {
    const run = { ...(await measuredRun()), url: "postgres://127.0.0.1:1/nothing" };
    const error = await createReducer()
      .run("report", { run, resamples: 0 })
      .catch((reason: unknown) => reason);
    expect(isStorageUnavailable(error)).toBe(true);
  });
});
