import { toGlobalId } from "../../../src/services/global-id";
import { evaluationRuns } from "../../../src/storage/evaluations/evaluation-runs";
import { readRun } from "../../helpers/evaluations/evaluation-steps";
import {
  evaluationWithDone,
  reportOf,
  storeEvaluation,
  storeFeatureSet,
} from "../../helpers/evaluations/stored-evaluations";
import { eventually } from "../../helpers/eventually";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const IMAGES = 480;
const events = "subscription ($id: ID!) { evaluationEvents(runId: $id) { sequence state imagesDone } }";

describe("an evaluation run that ends early", () => {
  let service: TestService;
  let stored: Parameters<typeof storeEvaluation>[0];
  let set: Awaited<ReturnType<typeof storeFeatureSet>>;
  beforeAll(async () => {
    service = await startTestService();
    const { db, models } = service.app.context;
    stored = { db, model: await models.active() };
    set = await storeFeatureSet(stored, { name: "features", count: IMAGES });
  });
  afterAll(() => service.stop());
  const end = async (name: string, fields: string, id: string) => {
    const mutation = `mutation ($input: EvaluationRunInput!) { ${name}(input: $input) { __typename ... on Error { code } ${fields} } }`;
    const { data, errors } = await service.query(mutation, {
      input: { id: toGlobalId("EvaluationRun", id) },
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data[name];
  };
  const cancel = (id: string) =>
    end("cancelEvaluation", "... on CancelledEvaluationRun { alreadyEnded run { state } }", id);
  const resume = (id: string) =>
    end("resumeEvaluation", "... on ResumedEvaluationRun { alreadyRunning run { state imagesDone } }", id);

  it("keeps what it has measured, and when resumed reaches the same report without measuring that again", async () => {
    const { db } = stored;
    const whole = await reportOf(db, (await storeEvaluation(stored, set, 8)).id);
    const run = await storeEvaluation(stored, set, 8);
    await evaluationWithDone(db, run.id, 40);
    expect(await cancel(run.id)).toMatchObject({ alreadyEnded: false, run: { state: "CANCELLED" } });
    const { done } = await evaluationWithDone(db, run.id, 40);
    expect(done).toBeLessThan(IMAGES);
    expect(await cancel(run.id)).toMatchObject({ alreadyEnded: true });

    const shards = await db.prisma.evaluationShard.count({ where: { runId: run.id } });
    expect(await resume(run.id)).toMatchObject({ alreadyRunning: false, run: { imagesDone: done } });
    const told = await service.collect(events, { id: toGlobalId("EvaluationRun", run.id) });
    const seen = told.map(({ data }) => data.evaluationEvents);
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index + 1));
    expect(seen.map(({ state }) => state)).toContain("CANCELLED");
    expect(seen.at(-1)).toMatchObject({ state: "COMPLETED", imagesDone: IMAGES });
    expect(await reportOf(db, run.id)).toBe(whole);
    expect(shards).toBe(done / 8);
    expect(await resume(run.id)).toMatchObject({ code: "CONFLICT" });
  });

  it("leaves other runs running, which progress side by side", async () => {
    const { db } = stored;
    const [a, b, c] = [
      await storeEvaluation(stored, set, 8),
      await storeEvaluation(stored, set, 8),
      await storeEvaluation(stored, set, 8),
    ] as const;
    await eventually("all three have begun and none has ended", async () => {
      const runs = await evaluationRuns.find(db, [a.id, b.id, c.id]);
      return runs.every(({ done, state }) => state === "RUNNING" && done > 0);
    });
    await cancel(b.id);
    expect(await reportOf(db, a.id)).toBe(await reportOf(db, c.id));
    expect(await readRun(service, toGlobalId("EvaluationRun", b.id), "state report { images }")).toEqual({
      state: "CANCELLED",
      report: null,
    });
  });

  it("says at once why a set cannot be measured", async () => {
    const { db, model } = stored;
    const asked = {
      ...{ benchmarkSetId: set.id, modelVersionId: model.id, ks: [6], resamples: 0, shardImages: 8 },
      protocol: "custom",
    } as const;
    const accepted = { total: IMAGES, idempotencyKey: null, requestHash: "" };
    const run = await evaluationRuns.create(db, asked, accepted);
    const id = toGlobalId("EvaluationRun", run.id);
    const told = await service.collect(events, { id });
    expect(told.at(-1)?.data.evaluationEvents).toMatchObject({ state: "FAILED", imagesDone: 0 });
    expect((await readRun(service, id, "errorMessage")).errorMessage).toContain("K must be a whole number");
  });
});
