import { findCalibration } from "../../../src/services/evaluations/runs/find-calibration";
import { fromGlobalId, toGlobalId } from "../../../src/services/global-id";
import { addModelVersion, findActiveModelVersion } from "../../../src/storage/models/model-versions";
import {
  evaluate,
  type Ranked,
  rankedPictures,
  readRun,
  setWithRank,
  words,
} from "../../helpers/evaluations/evaluation-steps";
import { createVocabulary, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

interface Scored {
  readonly score: number;
  readonly probability: number | null;
  readonly label: { readonly position: number };
}

describe("the probabilities of predicted labels", () => {
  let service: TestService;
  let ranked: Ranked;
  beforeAll(async () => {
    service = await startTestService();
    ranked = await rankedPictures(service, 6);
  });
  afterAll(() => service.stop());

  /** The labels of a picture, and the model version's calibration for their vocabulary. */
  async function predicted(vocabularyId: string) {
    const imageIds = ranked.images.slice(0, 1).map(({ id }) => id);
    const { predictions } = await predictAndWait(service, { imageIds, vocabularyId, topK: 3 });
    const { data, errors } = await service.query(
      `query ($id: ID!, $vocabularyId: ID!) { prediction(id: $id) {
         labels { score probability label { position } }
         modelVersion { calibration(vocabularyId: $vocabularyId) { slope offset benchmarkSet { id }
           cutOffs(probability: 0.5, first: 10) { edges { node { score isOwn label { label } } } } } } } }`,
      { id: predictions[0].id, vocabularyId },
    );
    expect(errors).toBeUndefined();
    const { labels, modelVersion } = data.prediction;
    return { labels: labels as Scored[], calibration: modelVersion.calibration };
  }
  const expected = (score: number, { slope, offset }: { slope: number; offset: number }) =>
    1 / (1 + Math.exp(-(slope * score + offset)));

  const tagAbove = (atLeastProbability: number, vocabularyId = ranked.vocabularyId) =>
    mutate(
      service,
      "tagImages",
      { imageIds: [ranked.images[0]!.id], fromPredictions: { vocabularyId, atLeastProbability } },
      "... on ChangedImages { imageCount changeCount }",
    );

  it("are null until the model version has been evaluated, and give no tags", async () => {
    const { labels, calibration } = await predicted(ranked.vocabularyId);
    expect(calibration).toBeNull();
    expect(labels.map(({ probability }) => probability)).toEqual([null, null, null]);
    expect(await tagAbove(0.5)).toMatchObject({
      __typename: "InvalidInputError",
      message: expect.stringMatching(/^Tags from predictions need probabilities, and the model "tiny@1"/),
    });
  });

  it("use each label's own offset if its vocabulary was evaluated: above one half from the cut-off on", async () => {
    const benchmarkSetId = await setWithRank(service, ranked, 0);
    await evaluate(service, { benchmarkSetId, ks: [1], resamples: 0 });
    const { labels, calibration } = await predicted(ranked.vocabularyId);
    expect(calibration.benchmarkSet).toEqual({ id: benchmarkSetId }); // what they were fitted on
    const cutOffs = calibration.cutOffs.edges.map(({ node }: { node: { score: number } }) => node.score);
    expect(cutOffs).toHaveLength(3);
    for (const { score, probability, label } of labels) {
      const offset = -calibration.slope * cutOffs[label.position];
      expect(probability).toBeCloseTo(expected(score, { slope: calibration.slope, offset }), 6);
      expect(probability! >= 0.5).toBe(score >= cutOffs[label.position]);
    }
  });

  it("tag an image with the labels that are as probable as requested, saying by what", async () => {
    const { labels } = await predicted(ranked.vocabularyId);
    const wanted = labels.map(({ probability }) => probability!).sort((a, b) => b - a)[1]!;
    expect(await tagAbove(wanted)).toEqual({ __typename: "ChangedImages", imageCount: 1, changeCount: 2 });
    expect(await tagAbove(wanted)).toMatchObject({ changeCount: 0 });
    const { data } = await service.query(
      `query ($id: ID!) { image(id: $id) {
         tags { tag origin label probability score modelVersion { name } vocabulary { id } } } }`,
      { id: ranked.images[0]!.id },
    );
    const probable = labels.filter(({ probability }) => probability! >= wanted);
    const of = {
      origin: "PREDICTION",
      modelVersion: { name: "tiny" },
      vocabulary: { id: ranked.vocabularyId },
    };
    const expectedTags = probable.map(({ label, probability, score }) => {
      const tag = words[label.position]!;
      return { ...of, tag, label: tag, probability, score };
    });
    expect(data.image.tags).toEqual(expectedTags.sort((a, b) => (a.tag < b.tag ? -1 : 1)));
    for (const none of [0, 1.5, -1]) expect(await tagAbove(none)).toMatchObject({ code: "INVALID_INPUT" });
    expect(await tagAbove(0.5, await createVocabulary(service, ["horse"]))).toMatchObject({ changeCount: 0 });
  });

  it("use the common offset for labels that came with the request", async () => {
    const { calibration } = await predicted(ranked.vocabularyId);
    const { labels } = await mutate(
      service,
      "classify",
      { image: { imageId: ranked.images[0]!.id }, labels: words },
      "... on ClassifiedText { labels { score probability } }",
    );
    for (const { score, probability } of labels as Scored[])
      expect(probability).toBeCloseTo(expected(score, calibration), 6);
    expect(labels).toHaveLength(words.length);
  });

  it("do not change after an evaluation in which no label is absent, so that it has no calibration", async () => {
    const before = await predicted(ranked.vocabularyId);
    const images = ranked.images.map(({ id }) => ({ imageId: id, present: words }));
    const input = { name: "all present", vocabularyId: ranked.vocabularyId, images };
    const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
    const { benchmarkSet } = await mutate(service, "createBenchmarkSet", input, fields);
    const { id } = await evaluate(service, { benchmarkSetId: benchmarkSet.id, ks: [1], resamples: 0 });
    const run = await readRun(service, id, "state report { calibration { slope } }");
    expect(run).toEqual({ state: "COMPLETED", report: { calibration: null } });
    expect(await predicted(ranked.vocabularyId)).toEqual(before);
  });

  it("do not change after an evaluation by which a higher score is less probable", async () => {
    const before = await predicted(ranked.vocabularyId);
    const benchmarkSetId = await setWithRank(service, ranked, words.length - 1);
    const { id } = await evaluate(service, { benchmarkSetId, ks: [1], resamples: 0 });
    const { report } = await readRun(service, id, "report { calibration { slope } }");
    expect(report.calibration.slope).toBeLessThan(0);
    expect(await predicted(ranked.vocabularyId)).toEqual(before);
  });

  it("use the common offset for a vocabulary that was not evaluated", async () => {
    const vocabularyId = await createVocabulary(service, ["horse", "cow", "sheep", "fish"]);
    const { labels, calibration } = await predicted(vocabularyId);
    expect(labels).toHaveLength(3);
    for (const { score, probability } of labels)
      expect(probability).toBeCloseTo(expected(score, calibration), 6);
    const cutOff = { score: expect.closeTo(-calibration.offset / calibration.slope, 4), isOwn: false };
    expect(calibration.cutOffs.edges.map(({ node }: { node: unknown }) => node)).toMatchObject(
      ["horse", "cow", "sheep", "fish"].map((label) => ({ ...cutOff, label: { label } })),
    );
  });

  it("are those of the float32 version for an 8-bit one until that is evaluated itself", async () => {
    const { context } = service.app;
    const active = (await findActiveModelVersion(context.db))!;
    const { backboneId, packageHash, description } = active;
    const copy = { backboneId, packageHash, description };
    const int8 = { ...copy, name: "int8", float32VersionId: active.id };
    const [made, other] = await Promise.all(
      [int8, { ...copy, name: "other" }].map((version) => addModelVersion(context.db, version)),
    );
    const set = await setWithRank(service, ranked, 1);
    const vocabularyId = fromGlobalId("Vocabulary", ranked.vocabularyId);
    const calibratedBy = async ({ id: modelVersionId }: { id: string }) =>
      (await findCalibration(context, { modelVersionId, vocabularyId }))?.run.modelVersionId;
    expect(await calibratedBy(made!.model)).toBe(active.id);
    expect(await calibratedBy(other!.model)).toBeUndefined();
    const modelVersionId = toGlobalId("ModelVersion", made!.model.id);
    await evaluate(service, { benchmarkSetId: set, modelVersionId, ks: [1], resamples: 0 });
    expect(await calibratedBy(made!.model)).toBe(made!.model.id);
    expect(await calibratedBy(active)).toBe(active.id);
  });
});
