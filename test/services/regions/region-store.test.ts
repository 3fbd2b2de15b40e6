import { removeImage } from "../../../src/services/remove";
import { columnOf } from "../../../src/services/search/index/column-of";
import { indexImages } from "../../../src/services/search/index/index-images";
import { indexVocabulary } from "../../../src/services/search/index/index-vocabulary";
import { findWork } from "../../../src/storage/work/work-rows";
import { hasEnded } from "../../../src/storage/work/work-states";
import { eventually } from "../../helpers/eventually";
import { endedBatch, storeBatch, storePicture, storeVocabulary } from "../../helpers/services/stored-batches";
import { startTestService, type TestService } from "../../helpers/services/test-service";

describe("the regions of stored images", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());
  const pictures = (from: number, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => storePicture(service.app.context.db, from + index)),
    );

  it("are encoded once when many ask at once, and again to the same bits if the cache lost them", async () => {
    const { db, models, regions, engine } = service.app.context;
    const model = await models.active();
    const [image] = (await pictures(1, 1)) as [string];
    const before = engine.stats().imagesEncoded;
    const answers = await Promise.all(Array.from({ length: 10 }, () => regions.regionsOf(model, image)));
    expect(engine.stats().imagesEncoded - before).toBe(1);
    await regions.settle();
    await db.pool.query('TRUNCATE "Regions"');
    expect(await regions.regionsOf(model, image)).toEqual(answers[0]);
    expect(engine.stats().imagesEncoded - before).toBe(2);
  });

  it("reach a caller without a deadline who joined one whose deadline has passed", async () => {
    const { models, regions } = service.app.context;
    const model = await models.active();
    const [image] = (await pictures(5, 1)) as [string];
    const hurried = regions.regionsOf(model, image, { deadline: performance.now() - 1 });
    const patient = regions.regionsOf(model, image);
    await expect(hurried).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect((await patient).length).toBeGreaterThan(0);
  });

  it("are not cached for an evaluation, but are for anyone else", async () => {
    const { db, models, regions } = service.app.context;
    const model = await models.active();
    const images = await pictures(100, 3);
    const priorities = ["evaluation", "bulk", "interactive"] as const;
    await Promise.all(
      priorities.map((priority, n) => regions.regionsOf(model, images[n] ?? "", { priority })),
    );
    await regions.settle();
    const kept = await db.prisma.regions.findMany({ where: { imageId: { in: images } } });
    expect(kept.map(({ imageId }) => imageId).sort()).toEqual(images.slice(1).sort());
  });

  it("leave nothing behind if their image is deleted while it is being encoded", async () => {
    const { db, models, regions } = service.app.context;
    const model = await models.active();
    const images = await pictures(10, 20);
    const encoding = images.map((id) => regions.regionsOf(model, id).catch((error) => error));
    await Promise.all(images.map((id) => removeImage(db, id)));
    for (const answer of await Promise.all(encoding)) {
      if (answer instanceof Error) expect(answer).toMatchObject({ code: "NOT_FOUND" });
    }
    await regions.settle();
    expect(await db.prisma.regions.count({ where: { imageId: { in: images } } })).toBe(0);
  });

  it("do not hold up a batch whose images are deleted while it runs", async () => {
    const { db, models } = service.app.context;
    const images = await pictures(40, 60);
    const vocabulary = await storeVocabulary(db, "few");
    const { id } = await storeBatch({ db, model: await models.active(), vocabulary }, images);
    await Promise.all(images.filter((_, index) => index % 3 === 0).map((image) => removeImage(db, image)));
    const batch = await endedBatch(db, id);
    expect(batch).toMatchObject({ state: "COMPLETED", total: 40, done: 40, failed: 0 });
    expect(await db.prisma.prediction.count({ where: { batchId: id, state: "DONE" } })).toBe(40);
  });

  describe("are indexed for search", () => {
    const indexed = async () => {
      const { indexes, models } = service.app.context;
      return indexes.open(await models.active());
    };
    const indexAll = async () => {
      const { db } = service.app.context;
      const { id } = await indexImages(service.app.context, null);
      await eventually("the indexing has ended", async () => hasEnded((await findWork(db, [id]))[0]!.state));
      return (await findWork(db, [id]))[0]!;
    };

    it("by work that finds what is missing and leaves out what cannot be read, and as they are encoded from then on", async () => {
      const { db, models, regions, indexes } = service.app.context;
      await pictures(200, 5);
      const [damaged] = await pictures(210, 1);
      await db.pool.query(
        `UPDATE "BlobChunk" SET "bytes" = 'damaged' WHERE "hash" = (SELECT "sha256" FROM "Image" WHERE "id" = $1)`,
        [damaged],
      );
      await db.pool.query(`UPDATE "Image" SET "sizeBytes" = 7 WHERE "id" = $1`, [damaged]);
      const before = await indexed();
      expect(before.missing).toBe(before.total);
      const work = await indexAll();
      expect(work).toMatchObject({ state: "COMPLETED", errorMessage: null, failed: 1, total: before.total });
      expect(await indexed()).toMatchObject({ count: before.total - 1, missing: 0 });
      const [newImage] = await pictures(220, 1);
      await regions.regionsOf(await models.active(), newImage!);
      await indexes.settle();
      const after = await indexed();
      expect(await indexes.positionsOf(after, [newImage!])).toEqual(new Map([[newImage, before.total - 1]]));
      expect(after.missing).toBe(0);
    });

    it("with their scores for the labels of a vocabulary, which are those that scoring each image gives", async () => {
      const { context } = service.app;
      const { db, models, regions, vectorsFor } = context;
      const vocabulary = await storeVocabulary(db, "indexed");
      const model = await models.active();
      const { id } = await indexVocabulary(context, vocabulary.id, null);
      await eventually("the indexing has ended", async () => hasEnded((await findWork(db, [id]))[0]!.state));
      await regions.regionsOf(model, (await pictures(230, 1))[0]!); // scored when it is searched
      await context.indexes.settle();
      const index = await indexed();
      const vectors = await vectorsFor(vocabulary, model);
      const size = vectors.vectors.length / vectors.count;
      const third = vectors.vectors.slice(2 * size, 3 * size);
      const column = await columnOf(context, index, model, third);
      const loaded = await models.loaded(model);
      const expected = [];
      for (const imageId of index.files.imageIds(Array.from({ length: index.count }, (_, n) => n)))
        expected.push((await loaded.score(await regions.regionsOf(model, imageId), vectors))[2]);
      expect([...column!]).toEqual(expected);
      expect(
        await columnOf(
          context,
          index,
          model,
          third.map((number) => number + 1),
        ),
      ).toBeNull();
    });

    it("anew in a basis that was learned, once there are enough to learn from, with all that was indexed before", async () => {
      const { context } = service.app;
      const { db, models, vectorsFor } = context;
      const before = await indexed();
      await pictures(300, 256);
      expect(await indexAll()).toMatchObject({ state: "COMPLETED", phase: "INDEXING", failed: 1 });
      const after = await indexed();
      expect(after).toMatchObject({
        generation: 1,
        count: before.count + 256,
        missing: 0,
        revision: expect.any(Number),
      });
      expect(after.basis.ofRegions).not.toBeNull();
      const ids = before.files.imageIds([0, before.count - 1]);
      expect((await context.indexes.positionsOf(after, ids)).size).toBe(2);
      const [vocabulary] = await db.prisma.vocabulary.findMany({ where: { name: "indexed" } });
      const { vectors, count } = await vectorsFor(vocabulary!, await models.active());
      const first = vectors.slice(0, vectors.length / count);
      const column = await columnOf(context, after, await models.active(), first);
      expect(column!.every((score) => Number.isFinite(score))).toBe(true);
      expect(await indexAll()).toMatchObject({ state: "COMPLETED", done: 0, failed: 1 });
    });
  });
});
