import { readBlob } from "../../../src/blobs/read-blob";
import { fromGlobalId, toGlobalId } from "../../../src/services/global-id";
import { evaluationRuns } from "../../../src/storage/evaluations/evaluation-runs";
import { deleteWork } from "../../../src/storage/work/change-work";
import {
  compareRuns,
  evaluate,
  rankedPictures,
  setWithRank,
} from "../../helpers/evaluations/evaluation-steps";
import { mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { endedWork, readWork } from "../../helpers/services/work-steps";

const SECTIONS = `... on EvaluationComparison { first { id } second { id } sections { section macro { difference p }
  atK { k } labels(first: 5) { edges { node { difference label { label } } } } } }`;

describe("the comparison of two evaluation runs", () => {
  let service: TestService;
  let run: string;
  let other: string;
  let ofAnotherSet: string;
  beforeAll(async () => {
    service = await startTestService();
    const ranked = await rankedPictures(service, 6);
    const benchmarkSetId = await setWithRank(service, ranked, 0);
    run = (await evaluate(service, { benchmarkSetId, ks: [1] })).id;
    other = (await evaluate(service, { benchmarkSetId, ks: [1, 2] })).id;
    ofAnotherSet = (
      await evaluate(service, { benchmarkSetId: await setWithRank(service, ranked, 2), ks: [1] })
    ).id;
  });
  afterAll(() => service.stop());

  it("is durable work, and finds no difference where there is none", async () => {
    const { comparison } = await compareRuns(service, run, other);
    expect(comparison).toMatchObject({ kind: "COMPARISON" });
    const { work, events } = await endedWork(service, comparison.id, SECTIONS);
    const total = 2 * 3; // the labels of both runs
    expect(events[0]).toMatchObject({ state: "QUEUED", total: 0 });
    expect(events[2]).toMatchObject({ state: "RUNNING", total });
    expect(events.at(-1)).toMatchObject({ state: "COMPLETED", done: total, total });
    expect(work).toMatchObject({
      ...{ state: "COMPLETED", errorMessage: null, first: { id: run }, second: { id: other } },
      sections: [{ section: "ZSL", macro: { difference: 0, p: 1 }, atK: [{ k: 1 }] }],
    });
    expect(work.sections[0].labels.edges).not.toEqual([]);
  });

  it("is the same one when it is requested several times at once, or again, whatever has happened to the scores since", async () => {
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => compareRuns(service, run, run)));
    const { comparison } = atOnce[0];
    expect(atOnce.map((answer) => answer.comparison.id)).toEqual(Array(6).fill(comparison.id));
    const { work } = await endedWork(service, comparison.id, SECTIONS);
    const { blobs, prisma } = service.app.context.db;
    const { blobHash } = await prisma.evaluationShard.findFirstOrThrow({
      where: { runId: Buffer.from(run, "base64url").toString().split(":")[1] },
    });
    const shard = await readBlob(blobs, blobHash);
    await blobs.remove(blobHash);
    expect((await compareRuns(service, run, run)).comparison).toMatchObject({
      id: comparison.id,
      state: "COMPLETED",
    });
    expect((await readWork(service, comparison.id, SECTIONS)).sections).toEqual(work.sections);

    const failing = (await compareRuns(service, other, run)).comparison.id;
    expect((await endedWork(service, failing, SECTIONS)).work).toMatchObject({
      ...{ state: "FAILED", errorMessage: expect.stringContaining("missing or damaged"), sections: null },
    });
    await blobs.put([shard]);
    const again = (await compareRuns(service, other, run)).comparison.id;
    expect(again).not.toBe(failing);
    expect((await endedWork(service, again)).work).toMatchObject({ state: "COMPLETED" });
  });

  it("is refused for runs over two sets and for runs that are not complete, and cannot be resumed", async () => {
    expect(await compareRuns(service, run, ofAnotherSet)).toMatchObject({ code: "INVALID_INPUT" });
    const { db } = service.app.context;
    const [complete] = await evaluationRuns.find(db, [fromGlobalId("EvaluationRun", run)]);
    const { benchmarkSetId, modelVersionId, protocol, ks, resamples, shardImages } = complete!;
    const asked = { benchmarkSetId, modelVersionId, protocol, ks, resamples, shardImages };
    const accepted = { total: 1, requestHash: "", idempotencyKey: null };
    const unfinished = await evaluationRuns.create(db, asked, accepted, { madeBy: "caller" });
    expect(await compareRuns(service, run, toGlobalId("EvaluationRun", unfinished.id))).toMatchObject({
      ...{ code: "CONFLICT", message: "The evaluation run is not complete: it is QUEUED." },
    });
    await deleteWork(db, "EVALUATION", unfinished.id);
    const { comparison } = await compareRuns(service, run, other);
    expect(await mutate(service, "resumeWork", { id: comparison.id }, "")).toMatchObject({
      code: "CONFLICT",
    });
  });

  it("is deleted with either of its runs", async () => {
    const { comparison } = await compareRuns(service, ofAnotherSet, ofAnotherSet);
    await endedWork(service, comparison.id);
    const deleted = { __typename: "Deleted" };
    expect(await mutate(service, "deleteWork", { id: ofAnotherSet }, "")).toMatchObject(deleted);
    expect(await readWork(service, comparison.id)).toBeNull();
    const { pool } = service.app.context.db;
    const { rows } = await pool.query('SELECT count(*)::int AS left FROM "EvaluationComparisonResult"');
    const { rows: works } = await pool.query(
      `SELECT count(*)::int AS left FROM "Work" WHERE "kind" = 'COMPARISON' AND "state" = 'COMPLETED'`,
    );
    expect(rows).toEqual(works);
  });

  it("is listed, as runs are, by what it is of and where it stands", async () => {
    const { comparison } = await compareRuns(service, run, other);
    await endedWork(service, comparison.id);
    const idsOf = async (list: string, filter: string) => {
      const { data, errors } = await service.query(
        `{ ${list}(first: 10, filter: { ${filter} }) { totalCount edges { node { id } } } }`,
      );
      expect(errors).toBeUndefined();
      const { totalCount, edges } = data[list];
      expect(totalCount).toBe(edges.length);
      return edges.map(({ node }: { node: { id: string } }) => node.id);
    };
    const ofRun = await idsOf("evaluationComparisons", `runId: "${other}", state: [COMPLETED]`);
    expect(ofRun).toContain(comparison.id);
    expect(await idsOf("evaluationComparisons", `runId: "${ofAnotherSet}"`)).toEqual([]);
    const { data } = await service.query(
      "query ($id: ID!) { evaluationRun(id: $id) { benchmarkSet { id } modelVersion { id } } }",
      { id: run },
    );
    const { benchmarkSet, modelVersion } = data.evaluationRun;
    expect(await idsOf("evaluationComparisons", `benchmarkSetId: "${benchmarkSet.id}"`)).toContain(
      comparison.id,
    );
    expect(await idsOf("evaluationRuns", `benchmarkSetId: "${benchmarkSet.id}"`)).toEqual([other, run]);
    const ofModel = await idsOf("evaluationRuns", `modelVersionId: "${modelVersion.id}", state: [COMPLETED]`);
    expect(ofModel).toEqual(expect.arrayContaining([other, run]));
    expect(await idsOf("evaluationRuns", "state: [QUEUED, FAILED]")).toEqual([]);
  });
});
