import { sweepBlobs } from "../../../src/storage/blobs/sweep-blobs";
import {
  activateModelVersion,
  addModelVersion,
  findActiveModelVersion,
} from "../../../src/storage/models/model-versions";
import {
  evaluate,
  type Ranked,
  rankedPictures,
  readRun,
  runEvaluation,
  setWithRank,
  words,
} from "../../helpers/evaluations/evaluation-steps";
import { figuresOf } from "../../helpers/evaluations/figures-of";
import { mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const IMAGES = 6;

describe("an evaluation run", () => {
  let service: TestService;
  let ranked: Ranked;
  let bestIsThere: string;
  let worstIsThere: string;
  beforeAll(async () => {
    service = await startTestService();
    ranked = await rankedPictures(service, IMAGES);
    bestIsThere = await setWithRank(service, ranked, 0);
    worstIsThere = await setWithRank(service, ranked, words.length - 1);
  });
  afterAll(() => service.stop());

  it("finds everything at K = 1 if the model's best label is always the one present", async () => {
    const { id, events } = await evaluate(service, { benchmarkSetId: bestIsThere, ks: [1] });
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]).toMatchObject({ state: "QUEUED", imagesDone: 0, total: IMAGES });
    expect(events.at(-1)).toMatchObject({ state: "COMPLETED", imagesDone: IMAGES, secondsLeft: null });
    const run = await readRun(
      service,
      id,
      `state benchmarkSet { id } modelVersion { name } report { images seenLabels unseenLabels sections {
         section images rankedLabels groups { seen { macro } } atK { k pooled { precision recall f1 } }
         labels(first: 10) { edges { node { position support label { label } } } } }
         mostWrongImages(section: ZSL, first: 10) { position } }`,
    );
    expect(run).toMatchObject({
      ...{ state: "COMPLETED", benchmarkSet: { id: bestIsThere }, modelVersion: { name: "tiny" } },
      report: { images: IMAGES, seenLabels: 0, unseenLabels: 3, mostWrongImages: [] },
    });
    expect(run.report.sections).toHaveLength(1);
    expect(run.report.sections[0]).toMatchObject({
      ...{ section: "ZSL", images: IMAGES, rankedLabels: 3, groups: null },
      atK: [{ k: 1, pooled: { precision: 1, recall: 1, f1: 1 } }],
    });
    const labels = run.report.sections[0].labels.edges.map(({ node }: { node: unknown }) => node);
    const support = (word: string) =>
      ranked.images.filter(({ labels: [best] }) => best?.label === word).length;
    expect(labels).toEqual(
      words.map((label, position) => ({ position, support: support(label), label: { label } })),
    );
  });

  it("shows the most wrong images with the labels, scores and maps that predictions have", async () => {
    const { id } = await evaluate(service, { benchmarkSetId: worstIsThere, ks: [1, 2] });
    const fields = "label { label } score regions { peak heatMapUrl }";
    const { report } = await readRun(
      service,
      id,
      `report { sections { atK { pooled { f1 } confusions { images missed { label } predicted { label } } } }
         mostWrongImages(section: ZSL, first: 3) { position margin image { id }
         predicted { ${fields} } missed { ${fields} } } }`,
    );
    expect(report.sections[0].atK[0].pooled.f1).toBe(0);
    const confused = report.sections[0].atK[0].confusions;
    expect(confused.reduce((sum: number, { images }: { images: number }) => sum + images, 0)).toBe(IMAGES);
    const float32 = (score = Number.NaN) => Math.fround(score); // predictions come as its shortest decimal
    const expected = ranked.images
      .map(({ id: imageId, labels: [best, , worst] }) => ({
        image: { id: imageId },
        predicted: { label: { label: best?.label }, score: float32(best?.score) },
        missed: { label: { label: worst?.label }, score: float32(worst?.score) },
        margin: float32(best?.score) - float32(worst?.score),
      }))
      .sort((a, b) => b.margin - a.margin)
      .slice(0, 3);
    expect(report.mostWrongImages).toMatchObject(expected);
    const png = await fetch(report.mostWrongImages[0].missed.regions.heatMapUrl);
    expect(png.headers.get("content-type")).toBe("image/png");
  });

  it("has a report by URL whose figures are the same to the byte as those of another run of the same request", async () => {
    const request = { benchmarkSetId: worstIsThere, ks: [1], resamples: 20 };
    const [a, b] = await Promise.all([evaluate(service, request), evaluate(service, request)]);
    expect(a.id).not.toBe(b.id);
    const [first, second] = await Promise.all(
      [a, b].map(async ({ id }) => {
        const { reportUrl } = await readRun(service, id, "reportUrl");
        const response = await fetch(reportUrl);
        expect(response.status).toBe(200);
        return response.text();
      }),
    );
    expect(figuresOf(first!)).toBe(figuresOf(second!));
    expect(JSON.parse(first!)).toMatchObject({
      about: { run: { id: a.id } },
      ...{ protocol: "custom", images: IMAGES },
    });
  });

  it("has a page by URL that needs nothing else, with the pictures of the worst labels", async () => {
    const { id } = await evaluate(service, { benchmarkSetId: worstIsThere, ks: [1], resamples: 20 });
    const { pageUrl } = await readRun(service, id, "pageUrl");
    const response = await fetch(pageUrl);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain(`<td>${id}</td>`);
    expect(page).toMatch(/<figure><img src="data:image\/jpeg;base64,\/9j\//); // a JPEG's first bytes
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
  });

  it("is one run however often it is requested with one key, which conflicts with another request", async () => {
    const request = { benchmarkSetId: bestIsThere, idempotencyKey: "once" };
    const { run } = await runEvaluation(service, request);
    expect(run).toMatchObject({ protocol: "CUSTOM", total: IMAGES, ks: [], resamples: 200 });
    expect((await runEvaluation(service, request)).run.id).toBe(run.id);
    expect(await runEvaluation(service, { ...request, ks: [1] })).toMatchObject({ code: "CONFLICT" });
  });

  it("is the same run when it is requested again with its key after another model was activated", async () => {
    const { db } = service.app.context;
    const active = (await findActiveModelVersion(db))!;
    const { backboneId, packageHash, description } = active;
    const copy = { name: "other", backboneId, packageHash, description };
    const { model } = await addModelVersion(db, copy);
    const request = { benchmarkSetId: bestIsThere, idempotencyKey: "before and after" };
    const { run } = await runEvaluation(service, request);
    await activateModelVersion(db, model.id);
    expect((await runEvaluation(service, request)).run.id).toBe(run.id);
    await activateModelVersion(db, active.id);
  });

  it("is refused for labels that are not the protocol's, and for a K above the number of labels", async () => {
    const refused = { __typename: "InvalidInputError" };
    const nusWide = { benchmarkSetId: bestIsThere, protocol: "NUS_WIDE" };
    expect(await runEvaluation(service, nusWide)).toMatchObject(refused);
    const four = { benchmarkSetId: bestIsThere, ks: [4] };
    expect(await runEvaluation(service, four)).toMatchObject(refused);
    expect(await runEvaluation(service, { benchmarkSetId: bestIsThere, resamples: -1 })).toMatchObject(
      refused,
    );
  });

  it("is refused with an empty text as model version, which does not mean the active one", async () => {
    const request = { benchmarkSetId: bestIsThere, modelVersionId: "" };
    expect(await runEvaluation(service, request)).toEqual({
      ...{ __typename: "InvalidInputError", code: "INVALID_INPUT" },
      message: '"" is not an id of this service.',
    });
  });

  it("gives its model version probabilities, and cut-offs at which they are reached", async () => {
    const { id } = await evaluate(service, { benchmarkSetId: bestIsThere, ks: [1] });
    const { modelVersion, report } = await readRun(
      service,
      id,
      `modelVersion { calibration(vocabularyId: "${ranked.vocabularyId}") { slope offset pairs positives
         cutOffs(probability: 0.5, first: 2) { edges { node { score isOwn label { label } } } pageInfo { hasNextPage } } } }
       report { calibration { slope reliability { bins { pairs } } } }`,
    );
    const { calibration } = modelVersion;
    // Of six images the first and the sixth are the validation part: each has one label of three.
    expect(calibration).toMatchObject({ pairs: 6, positives: 2, slope: report.calibration.slope });
    expect(calibration.cutOffs.pageInfo).toEqual({ hasNextPage: true });
    expect(calibration.cutOffs.edges).toMatchObject([
      { node: { isOwn: true, label: { label: "dog" } } },
      { node: { isOwn: true, label: { label: "cat" } } },
    ]);
    const { bins } = report.calibration.reliability;
    expect(bins.reduce((sum: number, { pairs }: { pairs: number }) => sum + pairs, 0)).toBe(12);
  });

  it("keeps its set from being deleted, and leaves no shard that no other run has", async () => {
    const { db } = service.app.context;
    const shards = (await db.prisma.evaluationShard.findMany()).map(({ blobHash }) => blobHash);
    const left = () => db.prisma.blob.count({ where: { hash: { in: shards } } });
    expect(await left()).toBe(2); // of either set one, whatever the number of runs: their content is the same
    const deleteSet = () => mutate(service, "deleteBenchmarkSet", { id: bestIsThere }, "");
    expect(await deleteSet()).toMatchObject({ code: "IN_USE" });
    const { data } = await service.query(
      "{ evaluationRuns(first: 50) { edges { node { id benchmarkSet { id } } } } }",
    );
    for (const { node } of data.evaluationRuns.edges) {
      if (node.benchmarkSet.id !== bestIsThere) continue;
      const input =
        "mutation ($input: EvaluationRunInput!) { deleteEvaluation(input: $input) { __typename } }";
      const answer = await service.query(input, { input: { id: node.id } });
      expect(answer.data.deleteEvaluation).toEqual({ __typename: "Deleted" });
    }
    await db.pool.query(`UPDATE "Blob" SET "createdAt" = "createdAt" - interval '2 days'`);
    await sweepBlobs(db);
    expect(await left()).toBe(1);
    expect(await deleteSet()).toMatchObject({ __typename: "Deleted" });
  });
});
