import { toGlobalId } from "../../src/services/global-id";
import { addModelVersion } from "../../src/storage/models/model-versions";
import { predictionBatches } from "../../src/storage/predictions/prediction-batches";
import { eventually } from "../helpers/eventually";
import { endedBatch, storeBatch, storePicture, storeVocabulary } from "../helpers/services/stored-batches";
import { startTestService, type TestService } from "../helpers/services/test-service";

describe("jobs that fail", () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startTestService();
  });
  afterEach(() => service.stop());

  const prepare = async () => {
    const { db, models } = service.app.context;
    const model = await models.active();
    const vocabulary = await storeVocabulary(db, "few");
    const imageIds = await Promise.all([1, 2, 3].map((seed) => storePicture(db, seed)));
    return { db, model, vocabulary, imageIds };
  };

  it("are tried five times; then the batch is FAILED and says why, while other batches complete", async () => {
    const { db, model, vocabulary, imageIds } = await prepare();
    const { rows } = await db.pool.query<{ hash: string }>(
      `INSERT INTO "Package" VALUES (repeat('0', 64), 0) RETURNING "hash"`,
    );
    const { backboneId } = model;
    const packageHash = rows[0]!.hash;
    const { score } = model.description;
    const description = { ...model.description, score: { ...score, graph: `${packageHash}/score.onnx` } };
    const { model: broken } = await addModelVersion(db, {
      name: "broken",
      backboneId,
      packageHash,
      description,
    });
    const failing = await storeBatch({ db, model: broken, vocabulary }, imageIds);
    const good = await storeBatch({ db, model, vocabulary }, imageIds);

    expect(await endedBatch(db, good.id)).toMatchObject({ state: "COMPLETED", done: 3 });
    const ended = await eventually(
      "the failing batch has ended",
      async () => {
        // Nobody waits out the growing pauses between attempts here.
        await db.pool.query(
          "SELECT graphile_worker.reschedule_jobs(array_agg(id), run_at := now()) FROM graphile_worker.jobs WHERE run_at > now()",
        );
        const [batch] = await predictionBatches.find(db, [failing.id]);
        return batch?.finishedAt && batch;
      },
      { patienceMs: 20_000, everyMs: 100 },
    );
    const goodId = toGlobalId("PredictionBatch", good.id);
    expect(service.log.filter((line) => line.includes(goodId))).toEqual([
      `The prediction batch ${goodId} begins`,
      expect.stringMatching(/^The prediction batch \S+ is complete: 3 done, \d+\.\d s$/),
    ]);
    expect(ended).toMatchObject({ state: "FAILED", done: 0, failed: 0, total: 3 });
    expect(ended.errorMessage).toMatch(/The model files 0+ are not in the database/);
    const failures = service.log.filter((line) => line.includes(toGlobalId("PredictionBatch", failing.id)));
    const attempts = failures.filter((line) => line.includes("attempt"));
    expect(attempts.map((line) => /attempt (\d)/.exec(line)?.[1])).toEqual(["1", "2", "3", "4", "5"]);
    const predictions = await db.prisma.prediction.findMany({ where: { batchId: failing.id } });
    expect(predictions.map(({ state }) => state)).toEqual(["CANCELLED", "CANCELLED", "CANCELLED"]);
  });

  it("do not end their worker, even when their end cannot be stored", async () => {
    // graphile-worker writes that to the console itself.
    const trace = jest.spyOn(console, "trace").mockImplementation(() => undefined);
    const stored = await prepare();
    const { pool } = stored.db;
    const workers = 4;
    await pool.query(`
      CREATE SEQUENCE refusals;
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('refusals') <= ${2 * workers} THEN RAISE EXCEPTION 'not now'; END IF;
          RETURN OLD;
        END $$;
      CREATE TRIGGER refuse BEFORE DELETE ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION refuse()`);
    for (let n = 0; n < workers; n++) await storeBatch(stored, stored.imageIds);
    await eventually("all jobs have ended", async () => {
      const { rows } = await pool.query("SELECT count(*)::int AS jobs FROM graphile_worker.jobs");
      return rows[0].jobs === 0;
    });
    expect(trace).toHaveBeenCalledTimes(2 * workers);
    trace.mockRestore();
  });
});
