import sharp from "sharp";
import { FAMILIES } from "../../../src/model/families/families";
import { importModel } from "../../../src/services/models/import-model";
import { evaluate, readRun } from "../../helpers/evaluations/evaluation-steps";
import { toyFamily, toyFamilyOf } from "../../helpers/models/toy-family/toy-family";
import { writeToyCheckpoint } from "../../helpers/models/toy-family/write-toy";
import { addImage, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const SCALE = 4;
const BIAS = -1;
const COLORS = { red: [1, 0, 0], green: [0, 1, 0], blue: [0, 0, 1] };
const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));
const is = SCALE + BIAS; // a full channel
const isNot = BIAS; // none of it

/** The left half of one color, the right half of another. */
async function halves(left: string, right: string): Promise<Buffer> {
  const half = { width: 32, height: 64, channels: 3, background: left } as const;
  const whole = { width: 64, height: 64, channels: 3, background: right } as const;
  const input = await sharp({ create: half }).png().toBuffer();
  return sharp({ create: whole })
    .composite([{ input, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

describe("a model of a second family, which no file outside its folder names,", () => {
  let service: TestService;
  let imageId: string;
  let otherId: string;
  let vocabularyId: string;

  const importToy = async (name: string, family = toyFamily) => {
    const checkpointPath = await writeToyCheckpoint(service.directory, SCALE, BIAS);
    const request = { name, checkpointPath, heads: null, backbone: null };
    const families = [...FAMILIES, family];
    return importModel(service.app.context.db, request, service.directory, () => undefined, families);
  };
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    await importToy("toy");
    imageId = (await addImage(service, await halves("#f00", "#00f"), "red and blue")).image.id;
    otherId = (await addImage(service, await halves("#0f0", "#000"), "green")).image.id;
    const labels = Object.entries(COLORS).map(([label, vector]) => ({ label, vector }));
    const fields = "... on CreatedVocabulary { vocabulary { id } }";
    vocabularyId = (await mutate(service, "createVocabulary", { name: "colors", labels }, fields)).vocabulary
      .id;
  });
  afterAll(() => service.stop());

  it("is imported from a checkpoint alone, and says what it is", async () => {
    const { data } = await service.query(`{ modelVersions(first: 1) { edges { node {
      name active family backbone { name }
      sizes { gridHeight gridWidth regionSize topRegions wordSize heads channelDim } } } } }`);
    expect(data.modelVersions.edges[0].node).toEqual({
      ...{ name: "toy", active: true, family: "toy", backbone: null },
      sizes: {
        ...{ gridHeight: 4, gridWidth: 4, regionSize: 3, topRegions: 2, wordSize: 3 },
        ...{ heads: null, channelDim: null },
      },
    });
  });

  it("classifies by vectors that are classifiers, with scores that are logits of probabilities", async () => {
    const { prediction } = await mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId },
      "... on Classified { prediction { labels { label { label } score probability } } }",
    );
    expect(prediction.labels).toEqual([
      { label: { label: "red" }, score: is, probability: expect.closeTo(sigmoid(is), 6) },
      { label: { label: "blue" }, score: is, probability: expect.closeTo(sigmoid(is), 6) },
      { label: { label: "green" }, score: isNot, probability: expect.closeTo(sigmoid(isNot), 6) },
    ]);
  });

  it("predicts a batch, shows where a label is, and draws it", async () => {
    const { id } = await predictAndWait(service, { imageIds: [otherId, imageId], vocabularyId, topK: 1 });
    const { data } = await service.query(
      `query ($id: ID!) { predictionBatch(id: $id) { predictions(first: 2) { edges { node {
         image { id } labels { label { label } score }
         regions(labels: ["green", "blue"]) { boxes { left top right bottom score } heatMapUrl } } } } } }`,
      { id },
    );
    const predictions = data.predictionBatch.predictions.edges.map(({ node }: { node: unknown }) => node);
    expect(predictions).toMatchObject([
      {
        labels: [{ label: { label: "green" }, score: is }],
        regions: [{ boxes: [{ left: 0, top: 0, right: 32, bottom: 64, score: is }] }, { boxes: [] }],
      },
      {
        labels: [{ score: is }],
        regions: [{ boxes: [] }, { boxes: [{ left: 32, top: 0, right: 64, bottom: 64, score: is }] }],
      },
    ]);
    const response = await fetch(predictions[0].regions[0].heatMapUrl);
    expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({
      format: "png",
    });
  });

  it("is evaluated on a set of pictures", async () => {
    const images = [
      { imageId, present: ["red", "blue"] },
      { imageId: otherId, present: ["green"] },
    ];
    const fields = "... on CreatedBenchmarkSet { benchmarkSet { id } }";
    const input = { name: "colors", vocabularyId, images };
    const { benchmarkSet } = await mutate(service, "createBenchmarkSet", input, fields);
    const { id } = await evaluate(service, { benchmarkSetId: benchmarkSet.id, resamples: 0 });
    const run = await readRun(service, id, "state report { sections { meanAveragePrecision { macro } } }");
    expect(run.state).toBe("COMPLETED");
    expect(run.report.sections[0].meanAveragePrecision.macro).toBe(1);
  });

  it("that crops pictures shows where a label is in the whole picture", async () => {
    const { model } = await importToy("cropping", toyFamilyOf({ fit: "crop" }));
    const middle = await halves("#f00", "#00f");
    const wide = { width: 160, height: 64, channels: 3, background: "#0f0" } as const;
    const png = await sharp({ create: wide })
      .composite([{ input: middle, left: 48, top: 0 }])
      .png()
      .toBuffer();
    const { image } = await addImage(service, png, "red and blue between green");
    const { data } = await service.query(
      `query ($imageId: ID!, $vocabularyId: ID!, $modelVersionId: ID!) {
         regions(imageId: $imageId, vocabularyId: $vocabularyId, modelVersionId: $modelVersionId,
                 labels: ["red", "blue", "green"]) { boxes { left top right bottom } heatMapUrl } }`,
      {
        ...{ imageId: image.id, vocabularyId },
        modelVersionId: Buffer.from(`ModelVersion:${model.id}`).toString("base64url"),
      },
    );
    expect(data.regions).toMatchObject([
      { boxes: [{ left: 48, top: 0, right: 80, bottom: 64 }] },
      { boxes: [{ left: 80, top: 0, right: 112, bottom: 64 }] },
      { boxes: [] }, // it was cut off
    ]);
    const heat = await (await fetch(`${data.regions[0].heatMapUrl}?overlay=false`)).arrayBuffer();
    const { data: rgba, info } = await sharp(heat).raw().toBuffer({ resolveWithObject: true });
    const alpha = (x: number) => rgba[(Math.floor(info.height / 2) * info.width + x) * 4 + 3];
    expect(info).toMatchObject({ width: 448, channels: 4 });
    expect([alpha(0), alpha(130), alpha(318), alpha(447)]).toEqual([0, 0, 0, 0]);
    expect(alpha(170)).toBeGreaterThan(150);
  });

  it("cuts maps at their own floor, if its description says so", async () => {
    const { image } = await addImage(service, await halves("#ffc0c0", "#c0c0c0"), "pink and gray");
    const boxesBy = async (name: string, family: typeof toyFamily) => {
      const { model } = await importToy(name, family);
      const { data } = await service.query(
        `query ($imageId: ID!, $vocabularyId: ID!, $modelVersionId: ID!) {
           regions(imageId: $imageId, vocabularyId: $vocabularyId, modelVersionId: $modelVersionId,
                   labels: ["red", "green"]) { boxes { left right } } }`,
        {
          ...{ imageId: image.id, vocabularyId },
          modelVersionId: Buffer.from(`ModelVersion:${model.id}`).toString("base64url"),
        },
      );
      return data.regions.map(({ boxes }: { boxes: unknown }) => boxes);
    };
    // Red is full on the left, and at three quarters on the right, where green is everywhere.
    const whole = [{ left: 0, right: 64 }];
    expect(await boxesBy("by-peak", toyFamily)).toEqual([whole, whole]);
    const byFloor = toyFamilyOf({ cut: { from: "floor", contrast: 0.1 } });
    expect(await boxesBy("by-floor", byFloor)).toEqual([[{ left: 0, right: 32 }], []]);
  });

  it("shares its regions with every version that has the same encode stages", async () => {
    const encoded = async () => {
      const { data } = await service.query("{ runtime { imagesEncoded regionCacheHits } }");
      return data.runtime;
    };
    await service.app.context.regions.settle();
    const { model } = await importToy("renamed");
    const id = Buffer.from(`ModelVersion:${model.id}`).toString("base64url");
    await mutate(
      service,
      "activateModelVersion",
      { id },
      "... on ActivatedModelVersion { modelVersion { id } }",
    );
    const before = await encoded();
    await predictAndWait(service, { imageIds: [imageId, otherId], vocabularyId, topK: 1 });
    expect(await encoded()).toEqual({ ...before, regionCacheHits: before.regionCacheHits + 2 });
  });
});
