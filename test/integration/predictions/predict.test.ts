import { countRows } from "../../helpers/count-rows";
import {
  addPicture,
  createVocabulary,
  mutate,
  predict,
  predictAndWait,
  readBatch,
} from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const unknownId = (type: string) =>
  Buffer.from(`${type}:00000000-0000-7000-8000-000000000000`).toString("base64url");
const invalid = { __typename: "InvalidInputError", code: "INVALID_INPUT" };
const notFound = { __typename: "NotFoundError", code: "NOT_FOUND" };

describe("predict", () => {
  let service: TestService;
  let imageIds: string[];
  let vocabularyId: string;
  beforeAll(async () => {
    service = await startTestService();
    imageIds = [await addPicture(service, 1), await addPicture(service, 2), await addPicture(service, 3)];
    vocabularyId = await createVocabulary(service, ["dog", "cat", "bird"]);
  });
  afterAll(() => service.stop());

  it("keeps the best labels of each image, in the order of the images, best first", async () => {
    const batch = await predictAndWait(service, { imageIds, vocabularyId, topK: 2 });
    expect(batch).toMatchObject({ state: "COMPLETED", total: 3, completed: 3, failed: 0 });
    expect(batch.predictions.map(({ image }: { image: { id: string } }) => image.id)).toEqual(imageIds);
    for (const { labels } of batch.predictions) {
      expect(labels.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2]);
      expect(labels[0].score).toBeGreaterThanOrEqual(labels[1].score);
    }
  });

  it("takes the images that meet a filter when it is accepted, oldest first, and no other request by the same key", async () => {
    const input = { filter: {}, vocabularyId, topK: 1, idempotencyKey: "all of them" };
    const { predictions, id } = await predictAndWait(service, input);
    expect(predictions.map(({ image }: { image: { id: string } }) => image.id)).toEqual(imageIds);
    expect((await predict(service, input)).batch.id).toBe(id);
    expect(await predict(service, { ...input, filter: { hasPrediction: true } })).toMatchObject({
      __typename: "ConflictError",
    });
    const none = { filter: { nameContains: "no such name" }, vocabularyId, topK: 1 };
    expect(await predict(service, none)).toMatchObject({ ...invalid, message: "No image meets the filter." });
    expect(await predict(service, { filter: {}, imageIds, vocabularyId, topK: 1 })).toMatchObject(invalid);
    expect(await predict(service, { vocabularyId, topK: 1 })).toMatchObject(invalid);
  });

  it("keeps all labels if topK is larger than their number, and makes a prediction each time an image is named", async () => {
    const twice = [imageIds[0]!, imageIds[0]!];
    const { predictions } = await predictAndWait(service, { imageIds: twice, vocabularyId, topK: 1_000 });
    expect(predictions).toHaveLength(2);
    expect(predictions[0].labels).toHaveLength(3);
    expect(predictions[0].labels).toEqual(predictions[1].labels);
  });

  it.each([0, -1, 1_001])("refuses topK %d", async (topK) => {
    expect(await predict(service, { imageIds, vocabularyId, topK })).toMatchObject(invalid);
  });

  it("refuses no images and more than 10,000", async () => {
    expect(await predict(service, { imageIds: [], vocabularyId })).toMatchObject(invalid);
    const tooMany = new Array<string>(10_001).fill(imageIds[0]!);
    expect(await predict(service, { imageIds: tooMany, vocabularyId })).toMatchObject(invalid);
  });

  it("names images and vocabularies that do not exist, and stores nothing", async () => {
    const before = await countRows(service);
    const withUnknown = [unknownId("Image"), imageIds[0]!, unknownId("Image")];
    expect(await predict(service, { imageIds: withUnknown, vocabularyId })).toMatchObject({
      ...notFound,
      message: "2 of 3 images are not stored: imageIds[0], imageIds[2].",
    });
    const noVocabulary = { imageIds, vocabularyId: unknownId("Vocabulary") };
    expect(await predict(service, noVocabulary)).toMatchObject(notFound);
    for (const id of ["nonsense", vocabularyId, "", `${imageIds[0]}!`]) {
      expect(await predict(service, { imageIds: [id], vocabularyId })).toMatchObject(invalid);
    }
    expect(await predict(service, { imageIds, vocabularyId: imageIds[0]! })).toMatchObject(invalid);
    expect(await countRows(service)).toEqual(before);
  });

  it("answers one idempotency key with one batch, however often and simultaneously it comes", async () => {
    const request = { imageIds, vocabularyId, idempotencyKey: "monday" };
    const answers = await Promise.all(Array.from({ length: 6 }, () => predict(service, request)));
    expect(new Set(answers.map(({ batch }) => batch.id)).size).toBe(1);
    for (const other of [{ topK: 4 }, { imageIds: imageIds.slice(1) }]) {
      expect(await predict(service, { ...request, ...other })).toMatchObject({
        __typename: "ConflictError",
        code: "CONFLICT",
      });
    }
    expect(await predict(service, { ...request, idempotencyKey: "" })).toMatchObject(invalid);
    expect(await predict(service, { ...request, idempotencyKey: "k".repeat(201) })).toMatchObject(invalid);
  });

  it("gives an image that can no longer be decoded an error, and the others their labels", async () => {
    const damaged = await addPicture(service, 9);
    await service.app.context.db.pool.query(
      `WITH cut AS (
         UPDATE "BlobChunk" SET "bytes" = substr("bytes", 1, 200)
         WHERE "hash" = (SELECT "sha256" FROM "Image" WHERE "name" = 'picture 9'))
       UPDATE "Image" SET "sizeBytes" = 200 WHERE "name" = 'picture 9'`,
    );
    const batch = await predictAndWait(service, { imageIds: [damaged, imageIds[0]!], vocabularyId });
    expect(batch).toMatchObject({ state: "COMPLETED", completed: 1, failed: 1 });
    expect(batch.predictions).toMatchObject([
      { state: "FAILED", error: { code: "INVALID_IMAGE" }, labels: [] },
      { state: "DONE", error: null },
    ]);
    await mutate(service, "deleteImage", { id: damaged }, "");
    expect(await readBatch(service, batch.id)).toMatchObject({ total: 1, completed: 1, failed: 0 });
  });

  it("says that the bytes of an image are gone, rather than that the image does not exist", async () => {
    const id = await addPicture(service, 10);
    const { db } = service.app.context;
    const image = await db.prisma.image.findFirstOrThrow({ where: { name: "picture 10" } });
    await db.blobs.remove(image.sha256);
    const batch = await predictAndWait(service, { imageIds: [id, imageIds[0]!], vocabularyId });
    expect(batch.predictions).toMatchObject([
      { state: "FAILED", error: { code: "BLOB_MISSING" } },
      { state: "DONE", error: null },
    ]);
    const download = await fetch(`${service.url}/images/${image.id}`);
    expect(download.status).toBe(500);
    expect(await download.json()).toMatchObject({ errors: [{ extensions: { code: "BLOB_MISSING" } }] });
  });

  it("gives predictions page by page", async () => {
    const { id } = await predictAndWait(service, { imageIds, vocabularyId });
    const page = async (first: number, after: string | null) => {
      const { data, errors } = await service.query(
        `query ($id: ID!, $first: Int!, $after: String) { predictionBatch(id: $id) { predictions(first: $first, after: $after) {
          edges { cursor node { image { id } } } pageInfo { hasNextPage endCursor } } } }`,
        { id, first, after },
      );
      return errors ? errors[0]?.extensions.code : data.predictionBatch.predictions;
    };
    const first = await page(2, null);
    const second = await page(2, first.pageInfo.endCursor);
    expect(first.pageInfo).toEqual({ hasNextPage: true, endCursor: first.edges[1].cursor });
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect([...first.edges, ...second.edges].map(({ node }) => node.image.id)).toEqual(imageIds);
    expect(await page(2, second.pageInfo.endCursor)).toMatchObject({ edges: [] });
    expect([
      await page(0, null),
      await page(101, null),
      await page(1, "nonsense"),
      await page(1, ""),
    ]).toEqual(new Array(4).fill("INVALID_INPUT"));
  });

  it("refuses cursors that are not from a list of that kind", async () => {
    const query = "query ($after: String) { images(first: 1, after: $after) { edges { cursor } } }";
    for (const text of ["at:5", `at:${"-".repeat(36)}`, `at:${"a".repeat(36)}`]) {
      const after = Buffer.from(text).toString("base64url");
      expect((await service.query(query, { after })).errors?.[0]?.extensions.code).toBe("INVALID_INPUT");
    }
  });

  it("says how to import a model if there is none", async () => {
    const bare = await startTestService({ bare: true });
    try {
      const image = await addPicture(bare, 1);
      const { errors } = await bare.query(
        "mutation ($input: PredictInput!) { predict(input: $input) { __typename } }",
        { input: { imageIds: [image], vocabularyId: unknownId("Vocabulary") } },
      );
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining("bin/regionary models import"),
        extensions: { code: "MODEL_NOT_READY" },
      });
      expect(bare.log.join("\n")).toContain("bin/regionary models import");
      expect((await bare.query("{ activeModelVersion { id } }")).data.activeModelVersion).toBeNull();
    } finally {
      await bare.stop();
    }
  });

  it("of a few images is done while more batches of 10,000 run than there are workers", async () => {
    const long = await Promise.all(
      Array.from({ length: 5 }, () =>
        predict(service, { imageIds: new Array<string>(10_000).fill(imageIds[0]!), vocabularyId, topK: 1 }),
      ),
    );
    await predictAndWait(service, { imageIds, vocabularyId });
    const states = await Promise.all(
      long.map(async ({ batch }) => (await readBatch(service, batch.id)).state),
    );
    expect(states).not.toContain("COMPLETED");
    expect(states).not.toContain("FAILED");
    for (const { batch } of long) await mutate(service, "cancelPredictionBatch", { id: batch.id }, "");
  });
});
