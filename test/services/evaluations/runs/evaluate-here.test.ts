import { evaluateHere } from "../../../../src/services/evaluations/runs/evaluate-here";
import { prepareEvaluation } from "../../../../src/services/evaluations/runs/run-evaluation";
import type { BenchmarkSetRow } from "../../../../src/storage/benchmarks/benchmark-sets";
import { evaluationRuns } from "../../../../src/storage/evaluations/evaluation-runs";
import { jobKey, resumeJobs } from "../../../../src/storage/work/work-jobs";
import { evaluationWithDone, storeFeatureSet } from "../../../helpers/evaluations/stored-evaluations";
import { eventually } from "../../../helpers/eventually";
import { startTestService, type TestService } from "../../../helpers/services/test-service";

const IMAGES = 1_500;

describe("an evaluation that is requested twice, as by two commands", () => {
  let service: TestService;
  let set: BenchmarkSetRow;
  beforeAll(async () => {
    service = await startTestService();
    set = await storeFeatureSet(service.app.context, { name: "features", count: IMAGES });
  });
  afterAll(() => service.stop());

  const evaluate = (resamples: number, signal = new AbortController().signal) =>
    evaluateHere(
      service.app.context,
      { benchmarkSetId: set.id, resamples },
      { signal, onProgress: () => undefined },
    );
  const runOf = (resamples: number) =>
    eventually("the run is there", () =>
      service.app.context.db.prisma.evaluationRun.findFirst({ where: { resamples } }),
    );
  const theSecondWaits = () =>
    eventually("the second waits for the first", async () => {
      const { rows } = await service.app.context.db.pool.query(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
      );
      return rows.length > 0;
    });
  /** An event is of a start or of a shard, of 256 images, or of the figures that are made of them. */
  const startsOf = async (workId: string) => {
    const where = { workId, state: "RUNNING", phase: "MEASURING" } as const;
    return (await service.app.context.db.prisma.workEvent.count({ where })) - Math.ceil(IMAGES / 256);
  };

  it("is measured once, and both have its report", async () => {
    const first = evaluate(1);
    const { id } = await runOf(1);
    const [one, two] = await Promise.all([first, evaluate(1)]);
    expect(two).toEqual(one);
    expect(one.run).toMatchObject({ id, state: "COMPLETED", done: IMAGES });
    expect(await startsOf(id)).toBe(1);
  });

  it("goes on if the second command is stopped, because it belongs to the first", async () => {
    const first = evaluate(2);
    const { db } = service.app.context;
    const { id } = await runOf(2);
    await evaluationWithDone(db, id, 1);
    const stopping = new AbortController();
    const second = evaluate(2, stopping.signal);
    await theSecondWaits();
    stopping.abort(new Error("Ctrl-C"));
    await expect(second).rejects.toThrow("Ctrl-C");
    expect((await first).run).toMatchObject({ id, state: "COMPLETED" });
  });

  it("is left to its command by a service that starts and takes up work without a job", async () => {
    const { context } = service.app;
    const command = evaluate(3);
    const { id } = await runOf(3);
    await resumeJobs(context.db, ["EVALUATION"]);
    const { rowCount } = await context.db.pool.query("SELECT 1 FROM graphile_worker.jobs WHERE key = $1", [
      jobKey(id),
    ]);
    expect(rowCount).toBe(1);
    const { run } = await command;
    expect(run).toMatchObject({ state: "COMPLETED", done: IMAGES });
    expect(await startsOf(id)).toBe(1);
  });

  it("is left to its job if its command is stopped, because others were promised it", async () => {
    const { db } = service.app.context;
    const stopping = new AbortController();
    const command = evaluate(5, stopping.signal);
    const { id } = await runOf(5);
    await evaluationWithDone(db, id, 1);
    await resumeJobs(db, ["EVALUATION"]);
    stopping.abort(new Error("Ctrl-C"));
    await expect(command).rejects.toThrow();
    await eventually("it is complete", async () => {
      const [run] = await evaluationRuns.find(db, [id]);
      expect(run).not.toMatchObject({ state: "CANCELLED" });
      return run?.state === "COMPLETED";
    });
  });

  it("is gone on with by the second command if the first is stopped", async () => {
    const { db } = service.app.context;
    const stopping = new AbortController();
    const first = evaluate(6, stopping.signal);
    const { id } = await runOf(6);
    await evaluationWithDone(db, id, 1);
    const second = evaluate(6);
    await theSecondWaits();
    stopping.abort(new Error("Ctrl-C"));
    await expect(first).rejects.toThrow();
    expect((await second).run).toMatchObject({ id, state: "COMPLETED", done: IMAGES });
  });

  it("is finished by a service that runs if its command was killed", async () => {
    const { context } = service.app;
    const { db } = context;
    const { asked, ...accepted } = await prepareEvaluation(context, { benchmarkSetId: set.id, resamples: 4 });
    const killed = { ...accepted, idempotencyKey: null };
    const { id } = await evaluationRuns.create(db, asked, killed, { madeBy: "caller" });
    await db.prisma.work.update({ where: { id }, data: { state: "RUNNING" } });
    await eventually("it is complete", async () => {
      const [run] = await evaluationRuns.find(db, [id]);
      return run?.state === "COMPLETED";
    });
  });
});
