import { activateModelVersion, addModelVersion } from "../../../src/storage/models/model-versions";
import { countRows } from "../../helpers/count-rows";
import { picture } from "../../helpers/pictures/pictures";
import { sendFiles } from "../../helpers/services/send-files";
import { addPicture, createVocabulary, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const classified = `... on Classified { prediction { id state finishedAt batch { id } image { id name }
  vocabulary { id } modelVersion { name version } labels { rank score label { label } } } }`;

describe("classify", () => {
  let service: TestService;
  let vocabularyId: string;
  beforeAll(async () => {
    service = await startTestService();
    vocabularyId = await createVocabulary(service, ["dog", "cat", "bird", "horse", "cow", "sheep"]);
  });
  afterAll(() => service.stop());
  const classify = (image: object, rest: object = {}) =>
    mutate(service, "classify", { image, vocabularyId, ...rest }, classified);

  it("answers with a stored prediction without a batch, which can be found by its id", async () => {
    const imageId = await addPicture(service, 1);
    const { prediction } = await classify({ imageId });
    expect(prediction).toMatchObject({
      state: "DONE",
      batch: null,
      image: { id: imageId, name: "picture 1" },
      vocabulary: { id: vocabularyId },
      modelVersion: { name: "tiny", version: 1 },
    });
    expect(prediction.labels).toHaveLength(5);
    const { data } = await service.query(
      "query ($id: ID!) { node(id: $id) { id ... on Prediction { labels { rank score label { label } } } } }",
      { id: prediction.id },
    );
    expect(data.node).toEqual({ id: prediction.id, labels: prediction.labels });
  });

  it("gives the same bits as a batch for an id, base64 and an upload, and stores the picture once", async () => {
    const bytes = await picture(2);
    const before = await countRows(service);
    const byBase64 = await classify({ base64: bytes.toString("base64") });
    const { data } = await sendFiles(
      service.url,
      `mutation ($input: ClassifyInput!) { classify(input: $input) { ${classified} } }`,
      { input: { vocabularyId, image: { upload: null } } },
      { "input.image.upload": { bytes, name: "two.png" } },
    );
    const imageId = byBase64.prediction.image.id;
    const batch = await predictAndWait(service, { imageIds: [imageId], vocabularyId });
    expect(data.classify.prediction.labels).toEqual(byBase64.prediction.labels);
    expect(batch.predictions[0].labels).toEqual(byBase64.prediction.labels);
    const after = await countRows(service);
    expect(after).toMatchObject({ Image: before.Image + 1, Prediction: before.Prediction + 3 });
  });

  it("uses the model that another process has just activated, also for regions that are stored, and stores one prediction", async () => {
    const imageId = await addPicture(service, 5);
    const usedModel = async () => (await classify({ imageId })).prediction.modelVersion.name;
    for (const _stored of [false, true]) expect(await usedModel()).toBe("tiny");
    const { db, models } = service.app.context;
    const tiny = await models.active();
    const { backboneId, packageHash, description, spaceId } = tiny;
    const other = { name: "other", backboneId, packageHash, description, spaceId };
    const { model } = await addModelVersion(db, other);
    await activateModelVersion(db, model.id);
    const { Prediction: before } = await countRows(service);
    expect(await usedModel()).toBe("other");
    expect(await usedModel()).toBe("other");
    await activateModelVersion(db, tiny.id);
    expect(await usedModel()).toBe("tiny");
    expect((await countRows(service)).Prediction).toBe(before + 3);
  });

  it("shows its predictions with the image, newest first", async () => {
    const imageId = await addPicture(service, 3);
    const made = [
      await classify({ imageId }, { topK: 1 }),
      await classify({ imageId }, { topK: 2 }),
      await classify({ imageId }, { topK: 3 }),
    ].map(({ prediction }) => prediction.id);
    const { data } = await service.query(
      "query ($id: ID!) { image(id: $id) { predictions(first: 2) { edges { node { id } } pageInfo { hasNextPage } } } }",
      { id: imageId },
    );
    const { edges, pageInfo } = data.image.predictions;
    expect(edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([made[2], made[1]]);
    expect(pageInfo.hasNextPage).toBe(true);
  });

  it("answers bad requests with a typed error, and stores no prediction", async () => {
    const imageId = await addPicture(service, 1);
    const before = await countRows(service);
    const unknown = (type: string) =>
      Buffer.from(`${type}:00000000-0000-7000-8000-000000000000`).toString("base64url");
    const cases: [object, object, string][] = [
      [{ imageId: unknown("Image") }, {}, "NotFoundError"],
      [{ imageId }, { vocabularyId: unknown("Vocabulary") }, "NotFoundError"],
      [{ imageId: vocabularyId }, {}, "InvalidInputError"],
      [{ imageId: "" }, {}, "InvalidInputError"],
      [{ imageId }, { vocabularyId: imageId }, "InvalidInputError"],
      [{ imageId }, { topK: 0 }, "InvalidInputError"],
      [{ imageId }, { topK: 1_001 }, "InvalidInputError"],
      [{ base64: "" }, {}, "InvalidImageError"],
      [{ base64: Buffer.from("text").toString("base64") }, {}, "InvalidImageError"],
      [{ base64: "no base64!" }, {}, "InvalidInputError"],
      [{ base64: (await picture(99)).toString("base64") }, { vocabularyId: imageId }, "InvalidInputError"],
    ];
    for (const [image, rest, type] of cases)
      expect(await classify(image, rest)).toMatchObject({ __typename: type });
    expect(await countRows(service)).toEqual(before);
  });

  it("answers NOT_FOUND if the vocabulary is deleted meanwhile", async () => {
    const imageId = await addPicture(service, 4);
    const doomed = await createVocabulary(service, ["sofa", "table"], "doomed");
    const asked = Array.from({ length: 10 }, () => classify({ imageId }, { vocabularyId: doomed }));
    await mutate(service, "deleteVocabulary", { id: doomed }, "");
    for (const { __typename } of await Promise.all(asked))
      expect(["Classified", "NotFoundError"]).toContain(__typename);
  });

  it("answers NOT_FOUND for a vocabulary in recent use that another process has deleted", async () => {
    const imageId = await addPicture(service, 4);
    const doomed = await createVocabulary(service, ["sofa", "table"], "doomed elsewhere");
    expect(await classify({ imageId }, { vocabularyId: doomed })).toMatchObject({ __typename: "Classified" });
    await service.app.context.db.pool.query(`DELETE FROM "Vocabulary" WHERE "name" = 'doomed elsewhere'`);
    const before = await countRows(service);
    for (let time = 0; time < 2; time++) {
      expect(await classify({ imageId }, { vocabularyId: doomed })).toMatchObject({ code: "NOT_FOUND" });
      const predicted = await mutate(service, "predict", { imageIds: [imageId], vocabularyId: doomed }, "");
      expect(predicted).toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await countRows(service)).toEqual(before);
  });

  it("refuses made-up ids, and answers null for what does not exist", async () => {
    const code = async (id: string) =>
      (await service.query("query ($id: ID!) { node(id: $id) { id } }", { id })).errors?.[0]?.extensions.code;
    for (const id of ["", "nonsense", "💥", Buffer.from("Image:1").toString("base64url"), "a".repeat(10_000)])
      expect(await code(id)).toBe("INVALID_INPUT");
    for (const type of [
      "Image",
      "Vocabulary",
      "Prediction",
      "PredictionBatch",
      "ModelVersion",
      "WordVectorSet",
    ]) {
      const id = Buffer.from(`${type}:00000000-0000-7000-8000-000000000000`).toString("base64url");
      const { data } = await service.query("query ($id: ID!) { node(id: $id) { id } }", { id });
      expect(data).toEqual({ node: null });
    }
  });
});
