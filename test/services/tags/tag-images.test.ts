import {
  correctImages,
  tagImages,
  untagImages,
  withdrawCorrections,
} from "../../../src/services/tags/tag-images";
import { correctedImageIds, findCorrections } from "../../../src/storage/images/corrections";
import { deleteImage } from "../../../src/storage/images/delete-image";
import { deleteUnusedImages } from "../../../src/storage/images/delete-unused-images";
import { findImageTags, type PredictedTag, tagByPrediction } from "../../../src/storage/images/image-tags";
import { listTags } from "../../../src/storage/images/list-tags";
import { eventually } from "../../helpers/eventually";
import { waiters } from "../../helpers/lock-waiters";
import { storedModel } from "../../helpers/models/stored-model";
import { storePicture, storeVocabulary } from "../../helpers/services/stored-batches";

const NOWHERE = "00000000-0000-7000-8000-000000000000";

describe("tags and corrections of images", () => {
  const stored = storedModel(0);
  let [a, b] = ["", ""];
  let seed = 0;
  beforeEach(async () => {
    const { db } = stored();
    await db.pool.query('DELETE FROM "ImageTag"; DELETE FROM "ImageCorrection"');
    [a, b] = [await storePicture(db, ++seed), await storePicture(db, ++seed)];
  });

  const tags = async (imageId: string) =>
    (await findImageTags(stored().db, [imageId])).map(({ tag, origin }) => `${tag} ${origin}`);
  const corrections = async (imageId: string) =>
    (await findCorrections(stored().db, [imageId])).map(({ label }) => label);
  const tag = (ids: readonly string[], ...words: string[]) => tagImages(stored().db, { ids }, words);
  const predicted = (imageId: string, label: string, probability = 0.75): PredictedTag => {
    const { model, vocabulary } = stored();
    return { imageId, modelVersionId: model.id, vocabularyId: vocabulary.id, label, score: 0.5, probability };
  };

  it("are kept as written, trimmed and with accents composed, and compared without regard to case", async () => {
    expect(await tag([a, b, a], " Cafe\u0301 ", "dog")).toEqual({ imageCount: 2, changeCount: 4 });
    expect(await tag([a], "CAFÉ", "cat")).toEqual({ imageCount: 1, changeCount: 1 });
    expect(await tags(a)).toEqual(["Café HAND", "cat HAND", "dog HAND"].sort());
    expect(await untagImages(stored().db, { ids: [a, b] }, { tags: ["cafÉ"], origin: null })).toEqual({
      ...{ imageCount: 2, changeCount: 2 },
    });
    expect(await tags(b)).toEqual(["dog HAND"]);
  });

  it("are given to every image that meets a filter, in as many lots as there are", async () => {
    const { db } = stored();
    await db.pool.query(
      `INSERT INTO "Image" ("id", "sha256", "sizeBytes", "mediaType", "width", "height", "name")
       SELECT gen_random_uuid(), lpad(n::text, 64, 'x'), 1, 'image/png', 1, 1, 'many' FROM generate_series(1, 2345) n`,
    );
    const images = { filter: { nameContains: "many" } };
    expect(await tagImages(db, images, ["crowd"])).toEqual({ imageCount: 2345, changeCount: 2345 });
    expect(await untagImages(db, { filter: { tag: "Crowd" } }, { tags: ["crowd"], origin: null })).toEqual({
      ...{ imageCount: 2345, changeCount: 2345 },
    });
    await db.pool.query(`DELETE FROM "Image" WHERE "name" = 'many'`);
  });

  it("say that they are of a prediction until a person confirms them", async () => {
    const { db, model, vocabulary } = stored();
    expect(await tagByPrediction(db, [predicted(a, "dog"), predicted(a, "cat")])).toBe(2);
    expect(await tagByPrediction(db, [predicted(a, "dog"), predicted(a, "cat", 0.875)])).toBe(1);
    expect(await findImageTags(db, [a])).toMatchObject([
      { tag: "cat", origin: "PREDICTION", probability: 0.875, score: 0.5, modelVersionId: model.id },
      { tag: "dog", origin: "PREDICTION", probability: 0.75, label: "dog", vocabularyId: vocabulary.id },
    ]);
    expect(await tag([a], "Dog")).toMatchObject({ changeCount: 1 });
    expect(await tagByPrediction(db, [predicted(a, "dog", 0.9)])).toBe(0);
    expect(await findImageTags(db, [a])).toMatchObject([
      { tag: "cat", origin: "PREDICTION" },
      { tag: "Dog", origin: "HAND", probability: null, modelVersionId: null, label: null },
    ]);
    expect(await untagImages(db, { ids: [a] }, { tags: null, origin: "PREDICTION" })).toMatchObject({
      changeCount: 1,
    });
    expect(await tags(a)).toEqual(["Dog HAND"]);
  });

  it("stay when the vocabulary that they were predicted with is deleted", async () => {
    const { db } = stored();
    const other = await storeVocabulary(db, "other", 3);
    await tagByPrediction(db, [{ ...predicted(a, "dog"), vocabularyId: other.id }]);
    await db.prisma.vocabulary.delete({ where: { id: other.id } });
    expect(await findImageTags(db, [a])).toMatchObject([
      { tag: "dog", vocabularyId: null, probability: 0.75 },
    ]);
  });

  it("never contradict each other: what a person said last holds, before any prediction", async () => {
    const { db } = stored();
    await tag([a, b], "Carrot");
    expect(await correctImages(db, { ids: [a] }, "carrot")).toEqual({ imageCount: 1, changeCount: 1 });
    expect([await tags(a), await tags(b), await corrections(a)]).toEqual([[], ["Carrot HAND"], ["carrot"]]);
    expect(await tagByPrediction(db, [predicted(a, "carrot"), predicted(b, "carrot")])).toBe(0);
    await tag([a], "CARROT");
    expect([await tags(a), await corrections(a)]).toEqual([["CARROT HAND"], []]);
    await correctImages(db, { ids: [a] }, "carrot");
    expect(await withdrawCorrections(db, { ids: [a, b] }, "Carrot")).toEqual({
      imageCount: 2,
      changeCount: 1,
    });
    expect([await tags(a), await corrections(a)]).toEqual([[], []]);
  });

  it("never contradict each other either if many change them at once", async () => {
    const { db } = stored();
    const changes = Array.from({ length: 12 }, (_, n) =>
      n % 2 ? tag([a, b], "dog") : correctImages(db, { ids: [b, a] }, "dog"),
    );
    await Promise.all(changes);
    for (const id of [a, b]) expect([...(await tags(id)), ...(await corrections(id))]).toHaveLength(1);
  });

  it("wait for an image that is being deleted, and never for each other", async () => {
    const { db } = stored();
    await correctImages(db, { ids: [a] }, "dog");
    const client = await db.pool.connect();
    await client.query("BEGIN");
    await client.query('SELECT 1 FROM "Image" WHERE "id" = $1 FOR UPDATE', [a]);
    const tagged = tag([a, b], "dog");
    await eventually("the tags wait for the deletion", () => waiters(db, 1));
    await client.query('DELETE FROM "Image" WHERE "id" = $1', [a]);
    await client.query("COMMIT");
    client.release();
    expect(await tagged).toEqual({ imageCount: 2, changeCount: 1 });
    expect([await tags(a), await tags(b)]).toEqual([[], ["dog HAND"]]);
  });

  it("name the images in which a label is not, in upper or lower case", async () => {
    const { db } = stored();
    await correctImages(db, { ids: [a, b] }, "Dog");
    await correctImages(db, { ids: [b] }, "cat");
    const found = await correctedImageIds(db, ["dog", "cat", "bird", "\0"]);
    expect([...found].map(([label, ids]) => [label, [...ids].sort()])).toEqual([
      ["dog", [a, b].sort()],
      ["cat", [b]],
    ]);
  });

  it("go with their image, and keep an image that only an import stored from being removed as unused", async () => {
    const { db } = stored();
    const [tagged, corrected, unused] = [
      await storePicture(db, 901, false),
      await storePicture(db, 902, false),
      await storePicture(db, 903, false),
    ];
    await tag([tagged], "dog");
    await correctImages(db, { ids: [corrected] }, "dog");
    await deleteUnusedImages(db, [tagged, corrected, unused]);
    const left = await db.prisma.image.findMany({ where: { nameKey: { in: ["901", "902", "903"] } } });
    expect(left.map(({ id }) => id).sort()).toEqual([tagged, corrected].sort());
    await deleteImage(db, tagged);
    expect(await tags(tagged)).toEqual([]);
  });

  it("are refused whole where one is none, an image is not stored, or there would be too many", async () => {
    const { db } = stored();
    const many = (from: number) => Array.from({ length: 50 }, (_, n) => `tag ${from + n}`);
    await expect(tag([a], "dog", " ")).rejects.toThrow('The tag " " cannot be used: it is empty.');
    await expect(tag([a], "x".repeat(201))).rejects.toThrow("at most 200 characters; got 201");
    await expect(tag([a], "a\nb")).rejects.toThrow("control character");
    await expect(tag([a])).rejects.toThrow("Give 1 to 50 tags; got 0.");
    await expect(tag([], "dog")).rejects.toThrow("Give 1 to 10000 images; got 0.");
    await expect(tag([a, NOWHERE], "dog")).rejects.toMatchObject({
      ...{ code: "NOT_FOUND", message: "1 of 2 images are not stored: imageIds[1]. Nothing was changed." },
    });
    await expect(untagImages(db, { ids: [a] }, { tags: null, origin: null })).rejects.toThrow(
      "Say which tags",
    );
    expect(await tags(a)).toEqual([]);
    for (const from of [0, 50, 100, 150]) await tag([a], ...many(from));
    await expect(tag([a, b], "one more")).rejects.toMatchObject({
      ...{ code: "INVALID_INPUT", message: expect.stringContaining("An image can have 200 tags") },
    });
    expect(await tags(b)).toEqual([]);
  });

  it("are listed with the images that have them, by name or by their number", async () => {
    const { db } = stored();
    await tag([a, b], "dog", "Zoo");
    await tag([a], "zoo", "a");
    await tagByPrediction(db, [predicted(b, "a")]);
    const list = async (by: "NAME" | "IMAGES", direction: "ASC" | "DESC", contains?: string) => {
      const { rows } = await listTags(db, { first: 10 }, { contains, order: { by, direction } });
      return rows.map((row) => [row.tag, row.imageCount, row.byHandCount]);
    };
    expect(await list("NAME", "ASC")).toEqual([
      ["a", 2, 1],
      ["dog", 2, 2],
      ["Zoo", 2, 2],
    ]);
    expect(await list("IMAGES", "DESC", "O")).toEqual([
      ["Zoo", 2, 2],
      ["dog", 2, 2],
    ]);
    const order = { by: "IMAGES", direction: "DESC" } as const;
    const first = await listTags(db, { first: 2 }, { order });
    const next = await listTags(db, { first: 2, after: first.cursors.at(-1) }, { order });
    expect(next.rows.map((row) => row.tag)).toEqual(["a"]);
    expect(await next.count()).toBe(3);
  });
});
