import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startJobRunner } from "../../../src/jobs/job-runner";
import type { ServiceContext } from "../../../src/services/context";
import { createContext } from "../../../src/services/create-context";
import { evaluateHere } from "../../../src/services/evaluations/runs/evaluate-here";
import { executeEvaluationRun } from "../../../src/services/evaluations/runs/execute-run";
import { prepareEvaluation } from "../../../src/services/evaluations/runs/run-evaluation";
import { toGlobalId } from "../../../src/services/global-id";
import { quantizeModel } from "../../../src/services/models/quantizations/quantize-model";
import { predict } from "../../../src/services/predictions/predict";
import { runPredictionBatch } from "../../../src/services/predictions/run-prediction-batch";
import { runTraining } from "../../../src/services/trainings/run-training";
import { UnfitHost } from "../../../src/services/work/host";
import { evaluationRuns } from "../../../src/storage/evaluations/evaluation-runs";
import { predictionBatches } from "../../../src/storage/predictions/prediction-batches";
import { trainings } from "../../../src/storage/trainings/trainings";
import { endWork } from "../../../src/storage/work/change-work";
import { holdProcessLease } from "../../../src/storage/work/job-workers";
import { aloneWithWork } from "../../../src/storage/work/work-lock";
import { findWork } from "../../../src/storage/work/work-rows";
import { createTestDatabase, type TestDatabase } from "../../helpers/database";
import { storeFeatureSet } from "../../helpers/evaluations/stored-evaluations";
import { eventually } from "../../helpers/eventually";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { picture } from "../../helpers/pictures/pictures";
import { batchEvents, type StoredModel, storeModelAndImages } from "../../helpers/services/stored-batches";
import { storeTraining } from "../../helpers/trainings/stored-training";

const IMAGES = 200;

describe("two hosts of one database, only one of which lets 8-bit versions stand in", () => {
  const directory = directoryPerTest();
  let database: TestDatabase;
  let stored: StoredModel;
  let int8Id: string;
  const open: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    stored = await storeModelAndImages(database.url, IMAGES);
    const pictures = [1, 2, 3, 4].map((seed) => ({ name: `${seed}`, read: () => picture(seed) }));
    const request = { model: stored.model, name: "tiny-int8", pictures, forRanges: 2, vocabulary: null };
    const work = await mkdtemp(path.join(os.tmpdir(), "regionary-two-hosts-"));
    int8Id = (await quantizeModel(stored.db, request, { work, modelCache: path.join(work, "models") })).model
      .id;
    await rm(work, { recursive: true });
  });
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
  afterAll(async () => {
    await stored.db.close();
    await database.drop();
  });

  const host = async (int8: "auto" | "off"): Promise<ServiceContext> => {
    const { context, close } = await createContext(stored.db, {
      ...{ version: "", provider: "cpu", threads: 1, gpus: [0], maxBatch: undefined, int8 },
      ...{ regionCacheBytes: 0, dataDirectory: path.join(directory(), int8) },
    });
    open.push(close);
    return context;
  };
  const accept = (context: ServiceContext) =>
    predict(context, { images: { ids: stored.imageIds }, vocabularyId: stored.vocabulary.id, topK: 3 });
  /** Begins a batch on a host that is stopped in the middle of it. */
  const beginAndStop = async (context: ServiceContext, id: string) => {
    const stopping = new AbortController();
    const running = runPredictionBatch(context, id, stopping.signal);
    await eventually("some predictions are made", async () => {
      const [batch] = await predictionBatches.find(stored.db, [id]);
      return batch && batch.done > 0;
    });
    stopping.abort(new Error("The service is stopping."));
    await running.catch(({ message }) => expect(message).toBe("The service is stopping.")); // or others waited for its worker
    const [batch] = await predictionBatches.find(stored.db, [id]);
    expect(batch).toMatchObject({ state: "RUNNING" });
    expect(batch!.done).toBeLessThan(IMAGES);
  };
  const isComplete = async (id: string) => (await findWork(stored.db, [id]))[0]?.state === "COMPLETED";
  const makers = async (batchId: string) => {
    const rows = await stored.db.prisma.prediction.findMany({ where: { batchId, state: "DONE" } });
    return new Set(rows.map(({ modelVersionId }) => modelVersionId));
  };

  it("agree on what makes a batch, whoever accepts it: the one that begins it decides", async () => {
    const [withInt8, without] = [await host("auto"), await host("off")];
    const begunWith = await accept(without);
    expect(begunWith).toMatchObject({ modelVersionId: stored.model.id, madeById: null, fixed: null });
    await beginAndStop(withInt8, begunWith.id);
    const begunWithout = await accept(withInt8);
    await beginAndStop(without, begunWithout.id);

    await expect(runPredictionBatch(without, begunWith.id, AbortSignal.abort())).rejects.toThrow(UnfitHost);
    for (const { id } of [begunWith, begunWithout])
      while (!(await isComplete(id))) await runPredictionBatch(withInt8, id, new AbortController().signal); // others wait, so it takes turns
    expect(await makers(begunWith.id)).toEqual(new Set([int8Id]));
    expect(await makers(begunWithout.id)).toEqual(new Set([stored.model.id]));
    const rows = await predictionBatches.find(stored.db, [begunWith.id, begunWithout.id]);
    expect(rows.map(({ state, fixed }) => [state, fixed?.precision]).sort()).toEqual([
      ["COMPLETED", "float32"],
      ["COMPLETED", "int8"],
    ]);
    expect(rows.every(({ host: name }) => name === os.hostname())).toBe(true);
  });

  it("leave to each other what they cannot go on with, for good, and say so once", async () => {
    const [withInt8, without] = [await host("auto"), await host("off")];
    const { id } = await accept(without);
    await beginAndStop(withInt8, id);
    const log: string[] = [];
    const runner = await startJobRunner(without, (line) => log.push(line), ["PREDICTION"]);
    await eventually("it is put back", async () => log.length > 0);
    // What comes later is made, so the one that was left has been passed over, though it is due.
    const later = await accept(without);
    await eventually("a later batch is made", () => isComplete(later.id));
    const { rows } = await stored.db.pool.query(
      "SELECT locked_at, attempts, run_at <= now() AS due FROM graphile_worker.jobs WHERE key = $1",
      [`work:${id}`],
    );
    expect(rows).toEqual([{ locked_at: null, attempts: 0, due: true }]);

    const other = await startJobRunner(withInt8, (line) => log.push(line), ["PREDICTION"]);
    await eventually("the other one has made it", () => isComplete(id));
    await other.stop();
    await runner.stop();
    expect(log).toEqual([
      `The prediction batch ${toGlobalId("PredictionBatch", id)} is left to other hosts: it was begun with an 8-bit version, which may not stand in on this host. Start such a host, or cancel it.`,
    ]);
    const events = await batchEvents(stored.db, id);
    expect(events.filter((event) => event.state === "RUNNING" && event.detail === null)).toHaveLength(2); // those of the host that made it
  });

  it("do not go on with an evaluation begun with another provider", async () => {
    const context = await host("auto");
    const set = await storeFeatureSet(stored, { name: "features", count: 5 });
    const { asked, ...accepted } = await prepareEvaluation(context, { benchmarkSetId: set.id });
    const { id } = await evaluationRuns.create(
      stored.db,
      asked,
      { ...accepted, idempotencyKey: null },
      { madeBy: "caller" },
    );
    const fixed = { provider: "cuda", precision: "float16", threads: 1 } as const;
    await evaluationRuns.begin(stored.db, id, { host: "elsewhere", fixed }, { batchImages: 3 });
    const command = () =>
      evaluateHere(
        context,
        { benchmarkSetId: set.id },
        { signal: new AbortController().signal, onProgress: () => undefined },
      );
    const refusal = {
      ...{ name: "RegionaryError", code: "CONFLICT" },
      message: expect.stringContaining(
        "it was begun with provider cuda and precision float16, and this host has provider cpu and precision float32",
      ),
    };
    await expect(executeEvaluationRun(context, id, new AbortController().signal)).rejects.toMatchObject(
      refusal,
    );
    await expect(command()).rejects.toMatchObject(refusal);
    expect((await evaluationRuns.find(stored.db, [id]))[0]).toMatchObject({
      ...{ state: "RUNNING", host: "elsewhere", batchImages: 3, fixed },
    });
    await endWork(stored.db, id, "CANCELLED", null);
    await expect(command()).rejects.toMatchObject(refusal);
    expect((await findWork(stored.db, [id]))[0]).toMatchObject({ state: "CANCELLED" });
  });

  it("leave a training with more threads than they have cores to a larger host", async () => {
    const context = await host("auto");
    const set = await storeFeatureSet(stored, { name: "for training", count: 5 });
    const { id } = await storeTraining(stored, set.id);
    await stored.db.pool.query(
      `UPDATE "Training" SET "settings" = jsonb_set("settings", '{threads}', '1000') WHERE "id" = $1`,
      [id],
    );
    await expect(runTraining(context, id, new AbortController().signal)).rejects.toThrow(
      `it needs 1000 threads, and this host has ${os.availableParallelism()} cores`,
    );
    expect((await trainings.find(stored.db, [id]))[0]).toMatchObject({ state: "QUEUED", fixed: null });
  });

  it("do not do a training together: the second waits until the first lets go of it", async () => {
    const context = await host("auto");
    const set = await storeFeatureSet(stored, { name: "for one alone", count: 5 });
    const { id } = await storeTraining(stored, set.id);
    const { db } = stored;
    const runner = await aloneWithWork(db, id, new AbortController().signal, async () => {
      const second = await startJobRunner(context, () => undefined, ["TRAINING"]);
      await eventually("the second waits", async () => {
        const { rows } = await db.pool.query(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()",
        );
        return rows.length > 0;
      });
      expect((await trainings.find(db, [id]))[0]).toMatchObject({ state: "QUEUED", fixed: null });
      await endWork(db, id, "CANCELLED", null);
      return second;
    });
    await runner.stop();
  });

  it("do not take the jobs of one that only lost its connection, even when they start just then", async () => {
    const { db } = stored;
    const lease = await holdProcessLease(db);
    await db.pool.query("SELECT graphile_worker.add_job('long', job_key := 'long')");
    await db.pool.query(
      "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = $1 WHERE key = 'long'",
      [lease.workerId(0)],
    );
    await db.pool.query(`SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity USING (pid)
         WHERE locktype = 'advisory' AND datname = current_database()`);
    const runner = await startJobRunner(await host("auto"), () => undefined, ["COMPARISON"]);
    const { rows } = await db.pool.query("SELECT locked_by FROM graphile_worker.jobs WHERE key = 'long'");
    expect(rows).toEqual([{ locked_by: lease.workerId(0) }]);
    await runner.stop();
    await lease.release();
  });
});
