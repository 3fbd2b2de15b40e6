import { executeEvaluationRun } from "../../../../src/services/evaluations/runs/execute-run";
import { prepareEvaluation } from "../../../../src/services/evaluations/runs/run-evaluation";
import { readEvaluationReport } from "../../../../src/storage/evaluations/evaluation-reports";
import { evaluationRuns } from "../../../../src/storage/evaluations/evaluation-runs";
import { evaluationWithDone, storeFeatureSet } from "../../../helpers/evaluations/stored-evaluations";
import { startTestService, type TestService } from "../../../helpers/services/test-service";

const IMAGES = 480;

describe("an evaluation run", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it("that was canceled and resumed gets no report from a process that had measured a part of it", async () => {
    const { context } = service.app;
    const { db, evaluations } = context;
    const set = await storeFeatureSet({ db }, { name: "features", count: IMAGES });
    const { asked, ...accepted } = await prepareEvaluation(context, { benchmarkSetId: set.id });
    const { id } = await evaluationRuns.create(
      db,
      { ...asked, shardImages: 8 },
      { ...accepted, idempotencyKey: null },
      { madeBy: "caller" },
    );
    const becomes = (state: string) =>
      db.pool.query(`UPDATE "Work" SET "state" = '${state}' WHERE "id" = $1`, [id]);
    // Taken up again at the worst moment: when what was measured is on its way to become figures.
    const reducer: typeof evaluations.reducer = {
      ...evaluations.reducer,
      run: async (task, message) => {
        await becomes("RUNNING");
        return evaluations.reducer.run(task, message);
      },
    };
    // And no notification comes, as while its connection is lost.
    const eventListener: typeof context.eventListener = { ...context.eventListener, watch: () => () => {} };
    const deaf = { ...context, eventListener, evaluations: { ...evaluations, reducer } };
    const executing = executeEvaluationRun(deaf, id, new AbortController().signal);
    await evaluationWithDone(db, id, 40);
    await becomes("CANCELLED");
    await executing;
    expect((await evaluationRuns.find(db, [id]))[0]?.done).toBeLessThan(IMAGES);
    expect(await readEvaluationReport(db, id)).toBeNull();

    await becomes("QUEUED");
    await executeEvaluationRun(context, id, new AbortController().signal);
    expect(JSON.parse((await readEvaluationReport(db, id)) ?? "")).toMatchObject({ images: IMAGES });
  });
});
