import path from "node:path";
import { importModel } from "../../../src/services/models/import-model";
import { countRows } from "../../helpers/count-rows";
import { writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { picture } from "../../helpers/pictures/pictures";
import {
  addPicture,
  createVocabulary,
  mutate,
  predictAndWait,
  runtime,
} from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const regionsQuery = `query ($id: ID!) { prediction(id: $id) { modelVersion { id version } labels { score regions { scores heatMapUrl } } } }`;

/** Scores of a batch's predictions; as JSON numbers they are the stored bits. */
const scoresOf = (batch: { predictions: { labels: { score: number }[] }[] }) =>
  batch.predictions.map(({ labels }) => labels.map(({ score }) => score));

/** Adds a second head under the name "tiny" and makes it the active one. */
async function activateSecondVersion({ app, directory, query }: TestService): Promise<string> {
  const files = await writeTinyModelFiles(path.join(directory, "second"), 20);
  const { checkpointPath, heads, onnxPath, manifestPath } = files;
  const backbone = { onnxPath, manifestPath };
  const { model } = await importModel(
    app.context.db,
    { name: "tiny", checkpointPath, heads, backbone },
    directory,
  );
  expect(model.version).toBe(2);
  const { data } = await query("{ modelVersions(first: 1) { edges { node { id active } } } }");
  const { id, active } = data.modelVersions.edges[0].node;
  expect(active).toBe(false);
  const fields = "... on ActivatedModelVersion { modelVersion { version active } }";
  expect(await mutate({ query }, "activateModelVersion", { id }, fields)).toMatchObject({
    modelVersion: { version: 2, active: true },
  });
  return id;
}

describe("the regions of an image", () => {
  let service: TestService;
  let imageIds: string[];
  beforeAll(async () => {
    service = await startTestService();
    imageIds = [await addPicture(service, 1), await addPicture(service, 2)];
  });
  afterAll(() => service.stop());

  it("are encoded once: neither a repeated image nor another vocabulary runs the backbone, and the scores are the same bits", async () => {
    const pets = await createVocabulary(service, ["dog", "cat", "bird"]);
    const fresh = await predictAndWait(service, { imageIds, vocabularyId: pets });
    expect((await runtime(service)).imagesEncoded).toBe(2);
    await countRows(service); // waits for the cache to be written
    const cached = await predictAndWait(service, { imageIds, vocabularyId: pets });
    expect(scoresOf(cached)).toEqual(scoresOf(fresh));
    await predictAndWait(service, {
      imageIds,
      vocabularyId: await createVocabulary(service, ["sea", "sky"]),
    });
    expect(await runtime(service)).toMatchObject({ imagesEncoded: 2, imagesScored: 6, regionCacheMisses: 2 });
    await service.app.context.db.pool.query('DELETE FROM "Regions"');
    const again = await predictAndWait(service, { imageIds, vocabularyId: pets });
    expect((await runtime(service)).imagesEncoded).toBe(4);
    expect(scoresOf(again)).toEqual(scoresOf(fresh));
  });

  it("take one decoding for a new picture, and none for a known one sent again", async () => {
    const vocabularyId = await createVocabulary(service, ["dog", "horse"]);
    const image = { base64: (await picture(4)).toString("base64") };
    const fields = "... on Classified { prediction { image { id width height } labels { score } } }";
    const classify = async () => {
      const { items } = service.app.context.engine.stats().queues.decode;
      const { prediction } = await mutate(service, "classify", { image, vocabularyId }, fields);
      return { prediction, decoded: service.app.context.engine.stats().queues.decode.items - items };
    };
    const first = await classify();
    expect(first).toMatchObject({ decoded: 1, prediction: { image: { width: 40, height: 30 } } });
    await countRows(service); // waits for the cache to be written
    expect(await classify()).toEqual({ prediction: first.prediction, decoded: 0 });
  });

  it("are encoded once for all simultaneous callers", async () => {
    const imageId = await addPicture(service, 3);
    const vocabularyId = await createVocabulary(service, ["tree", "grass"]);
    const before = await runtime(service);
    const input = { image: { imageId }, vocabularyId };
    const fields = "... on Classified { prediction { labels { score } } }";
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => mutate(service, "classify", input, fields)),
    );
    expect((await runtime(service)).imagesEncoded).toBe(before.imagesEncoded + 1);
    expect(new Set(answers.map(({ prediction }) => JSON.stringify(prediction.labels))).size).toBe(1);
  });

  it("come from the model version that made the prediction, even after another was activated, with and without the cache", async () => {
    const vocabularyId = await createVocabulary(service, ["car", "bus", "train"]);
    const first = await predictAndWait(service, { imageIds, vocabularyId });
    const { id } = first.predictions[0];
    const before = await service.query(regionsQuery, { id });
    const heatMapUrl = before.data.prediction.labels[0].regions.heatMapUrl;
    const download = async () => Buffer.from(await (await fetch(heatMapUrl)).arrayBuffer());
    const heatMap = await download();

    await activateSecondVersion(service);
    expect((await service.query(regionsQuery, { id })).data).toEqual(before.data);
    await service.app.context.db.pool.query('DELETE FROM "Regions"');
    expect((await service.query(regionsQuery, { id })).data).toEqual(before.data);
    expect(await download()).toEqual(heatMap);

    const second = await predictAndWait(service, { imageIds, vocabularyId });
    expect(scoresOf(second)).not.toEqual(scoresOf(first));
    const after = await service.query(regionsQuery, { id: second.predictions[0].id });
    expect(after.data.prediction.modelVersion.version).toBe(2);
    expect(after.data.prediction.labels).not.toEqual(before.data.prediction.labels);
  });
});

describe("with no room for regions", () => {
  it("they are encoded each time, and predictions and regions are the same", async () => {
    const service = await startTestService({ env: { REGIONARY_REGION_CACHE_MB: "0" } });
    try {
      const imageIds = [await addPicture(service, 1)];
      const vocabularyId = await createVocabulary(service);
      const first = await predictAndWait(service, { imageIds, vocabularyId });
      const second = await predictAndWait(service, { imageIds, vocabularyId });
      expect(scoresOf(second)).toEqual(scoresOf(first));
      expect((await runtime(service)).imagesEncoded).toBe(2);
      const { data } = await service.query(regionsQuery, { id: first.predictions[0].id });
      expect(data.prediction.labels[0].regions.scores).toHaveLength(4);
      expect((await runtime(service)).imagesEncoded).toBe(3);
      expect((await countRows(service)).Regions).toBe(0);
    } finally {
      await service.stop();
    }
  });
});
