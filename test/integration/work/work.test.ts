import { startApp } from "../../../src/app";
import { readConfig } from "../../../src/config";
import { toGlobalId } from "../../../src/services/global-id";
import { watchChanges } from "../../../src/services/work/watch-changes";
import { benchmarkImports } from "../../../src/storage/benchmarks/benchmark-imports";
import { openDatabase } from "../../../src/storage/database/open-database";
import { deleteWork, endWork } from "../../../src/storage/work/change-work";
import type { EventListener } from "../../../src/storage/work/event-listener";
import { evaluate, rankedPictures, setWithRank } from "../../helpers/evaluations/evaluation-steps";
import { eventually } from "../../helpers/eventually";
import { allBatchEvents } from "../../helpers/services/batch-events";
import {
  addPicture,
  createVocabulary,
  mutate,
  predict,
  predictAndWait,
} from "../../helpers/services/service-steps";
import { connect, startTestService, type TestService } from "../../helpers/services/test-service";
import { endedWork, readWork } from "../../helpers/services/work-steps";

const LIST = `query ($first: Int, $after: String, $filter: WorkFilter) { work(first: $first, after: $after, filter: $filter) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { __typename id kind state done total } } } }`;

describe("work of all kinds", () => {
  let service: TestService;
  let imageId: string;
  let vocabularyId: string;
  let runId: string;
  beforeAll(async () => {
    service = await startTestService();
    imageId = await addPicture(service, 100);
    vocabularyId = await createVocabulary(service);
    const ranked = await rankedPictures(service, 3);
    runId = (await evaluate(service, { benchmarkSetId: await setWithRank(service, ranked, 0), ks: [1] })).id;
  });
  afterAll(() => service.stop());
  const list = async (variables: Record<string, unknown>) => {
    const { data, errors } = await service.query(LIST, { first: 10, ...variables });
    expect(errors).toBeUndefined();
    return data.work;
  };
  const nodesOf = ({ edges }: { edges: { node: Record<string, unknown> }[] }) =>
    edges.map(({ node }) => node);
  const longBatch = async () =>
    (await predict(service, { imageIds: new Array(3_000).fill(imageId), vocabularyId, topK: 1 })).batch.id;

  it("is one list, newest first, page by page, by kind and by state", async () => {
    const batch = await predictAndWait(service, { imageIds: [imageId], vocabularyId });
    const [newest, ...others] = nodesOf(await list({}));
    expect(newest).toEqual({
      ...{
        __typename: "PredictionBatch",
        id: batch.id,
        kind: "PREDICTION",
        state: "COMPLETED",
        done: 1,
        total: 1,
      },
    });
    expect(others).toContainEqual(expect.objectContaining({ __typename: "EvaluationRun", id: runId }));
    const first = await list({ first: 1 });
    expect(first).toMatchObject({ totalCount: others.length + 1, pageInfo: { hasNextPage: true } });
    expect(nodesOf(await list({ first: 1, after: first.pageInfo.endCursor }))).toEqual(others.slice(0, 1));
    expect(nodesOf(await list({ filter: { kind: ["EVALUATION"] } }))).toMatchObject([{ id: runId }]);
    expect(nodesOf(await list({ filter: { kind: ["EVALUATION"], state: ["FAILED"] } }))).toEqual([]);
    expect(
      nodesOf(await list({ filter: { kind: ["TRAINING", "PREDICTION"], state: ["COMPLETED"] } })),
    ).toHaveLength(others.length);
  });

  it("has pages of events, under the names of all kinds", async () => {
    const { data } = await service.query(
      `query ($id: ID!) { node(id: $id) { ... on Work { sequence events(first: 2, afterSequence: 1) { sequence state } } } }`,
      { id: runId },
    );
    expect(data.node.events).toEqual([
      { sequence: 2, state: "RUNNING" },
      { sequence: 3, state: "RUNNING" },
    ]);
    const asked = jest.spyOn(service.app.context.db.pool, "query");
    const all = await service.query(
      "{ work(first: 10) { edges { node { id events(first: 1) { sequence } } } } }",
    );
    const reads = asked.mock.calls.filter(([query]) => JSON.stringify(query).includes("WorkEvent"));
    asked.mockRestore();
    expect(nodesOf(all.data.work).length).toBeGreaterThan(1);
    for (const { events } of nodesOf(all.data.work)) expect(events).toEqual([{ sequence: 1 }]);
    expect(reads).toHaveLength(1);
    const { events } = await endedWork(service, runId);
    expect(events).toHaveLength(data.node.sequence);
    expect(events.map(({ phase }) => phase)).toEqual(expect.arrayContaining([null, "MEASURING", "REDUCING"]));
  });

  it("is reported after a restart of the service from the last event seen on", async () => {
    const { id } = await predictAndWait(service, { imageIds: new Array(100).fill(imageId), vocabularyId });
    const before = connect(service.url);
    const all = await allBatchEvents(before, id);
    await before.dispose();
    const app = await startApp(
      readConfig({
        ...{ DATABASE_URL: service.databaseUrl, REGIONARY_DATA_DIR: service.directory, REGIONARY_PORT: "0" },
        ...{ REGIONARY_PROVIDER: "cpu", REGIONARY_THREADS: "1" },
      }),
      () => undefined,
    );
    const after = connect(app.url);
    expect(await allBatchEvents(after, id, 2)).toEqual(all.slice(2));
    await after.dispose();
    await app.stop();
  });

  it("is canceled and deleted by one mutation whatever its kind; anything else is refused", async () => {
    const id = await longBatch();
    const canceled = "... on CancelledWork { alreadyEnded work { __typename state } }";
    expect(await mutate(service, "cancelWork", { id }, canceled)).toMatchObject({
      ...{ alreadyEnded: false, work: { __typename: "PredictionBatch", state: "CANCELLED" } },
    });
    expect(await mutate(service, "cancelWork", { id }, canceled)).toMatchObject({ alreadyEnded: true });
    expect(await mutate(service, "resumeWork", { id }, "")).toMatchObject({ code: "CONFLICT" });
    expect(await mutate(service, "deleteWork", { id }, "... on Deleted { id }")).toMatchObject({ id });
    expect(await readWork(service, id)).toBeNull();
    for (const name of ["cancelWork", "resumeWork", "deleteWork"]) {
      expect(await mutate(service, name, { id }, "")).toMatchObject({ code: "NOT_FOUND" });
      expect(await mutate(service, name, { id: imageId }, "")).toMatchObject({ code: "INVALID_INPUT" });
    }
  });

  it("is no longer watched once a subscription is completed, though nothing has happened", async () => {
    const { db, eventListener } = service.app.context;
    const accepted = { total: 0, requestHash: "", idempotencyKey: null };
    const { id: own } = await benchmarkImports.create(db, { name: "set" }, accepted, { madeBy: "caller" });
    let watchers = 0;
    const { watch } = eventListener;
    const spy = jest.spyOn(eventListener, "watch").mockImplementation((...watched) => {
      const stop = watch(...watched);
      watchers++;
      return () => {
        watchers--;
        stop();
      };
    });
    const client = connect(service.url);
    const subscribed = [
      "subscription { workChanged(kind: COMPARISON) { id } }",
      `subscription { workEvents(workId: "${toGlobalId("BenchmarkImport", own)}", afterSequence: 1) { sequence } }`,
    ].map((query) => {
      const events = client.iterate({ query });
      void events.next();
      return events;
    });
    await eventually("both are watched", async () => watchers === 2);
    for (const events of subscribed) await events.return?.();
    await eventually("nothing is watched", async () => watchers === 0);
    spy.mockRestore();
    await client.dispose();
    await deleteWork(db, "BENCHMARK_IMPORT", own);
  });

  it("is reported after an outage if it may have begun or ended meanwhile, also if the database goes away again", async () => {
    const db = openDatabase(service.app.context.db.url);
    const queries = jest.spyOn(db.pool, "query");
    const answered = () => Promise.all(queries.mock.results.map(({ value }) => value));
    let tell = (_: null) => {};
    const eventListener: EventListener = {
      watch: (_, wake) => {
        tell = wake;
        return () => undefined;
      },
      close: async () => undefined,
    };
    const begin = async (name: string) => {
      const accepted = { total: 1, requestHash: name, idempotencyKey: null };
      return (await benchmarkImports.create(db, { name }, accepted, { madeBy: "caller" })).id;
    };
    const before = await begin("before the watcher");
    const changes = watchChanges({ db, eventListener }, "BENCHMARK_IMPORT");
    const first = changes.next();
    await answered();
    await endWork(db, before, "CANCELLED", null);
    const during = await begin("during the outage");
    queries.mockRejectedValueOnce(new Error("away again") as never);
    tell(null);
    expect((await first).value).toEqual({ id: before, kind: "BENCHMARK_IMPORT" });
    expect((await changes.next()).value).toEqual({ id: during, kind: "BENCHMARK_IMPORT" });
    await changes.return?.();
    for (const id of [before, during]) await deleteWork(db, "BENCHMARK_IMPORT", id);
    await db.close();
  });

  it("reports each change, of one kind if requested, and each deletion", async () => {
    const watch = "subscription ($kind: WorkKind) { workChanged(kind: $kind) { id kind work { state } } }";
    const [all, evaluations] = [connect(service.url), connect(service.url)];
    const seen: { id: string; kind: string; work: { state: string } | null }[] = [];
    const ofEvaluations: unknown[] = [];
    const watching = [
      [all, null, seen],
      [evaluations, "EVALUATION", ofEvaluations],
    ] as const;
    for (const [client, kind, into] of watching) {
      const events = client.iterate({ query: watch, variables: { kind } });
      void (async () => {
        for await (const { data } of events) into.push((data as { workChanged: never }).workChanged);
      })();
    }
    // Nothing tells that a subscription has begun: so something is changed until it is told of.
    while (seen.length === 0) await predictAndWait(service, { imageIds: [imageId], vocabularyId });
    const id = await longBatch();
    await mutate(service, "cancelWork", { id }, "");
    await mutate(service, "deleteWork", { id }, "");
    const { id: last } = await predictAndWait(service, { imageIds: [imageId], vocabularyId });
    while (!seen.some((change) => change.id === last && change.work?.state === "COMPLETED"))
      await predictAndWait(service, { imageIds: [imageId], vocabularyId });
    expect(seen.filter((change) => change.id === id).at(-1)).toEqual({ id, kind: "PREDICTION", work: null });
    expect(ofEvaluations).toEqual([]);
    await all.dispose();
    await evaluations.dispose();
  });
});
