import { createHash, randomBytes } from "node:crypto";
import { benchmarkImports } from "../../../src/storage/benchmarks/benchmark-imports";
import { deleteImage } from "../../../src/storage/images/delete-image";
import { deleteUnusedImages } from "../../../src/storage/images/delete-unused-images";
import { addImage, readImageBytes } from "../../../src/storage/images/images";
import { quantizations } from "../../../src/storage/models/quantizations";
import { predictionBatches } from "../../../src/storage/predictions/prediction-batches";
import { recordResults } from "../../../src/storage/predictions/prediction-results";
import { pendingPredictions } from "../../../src/storage/predictions/predictions";
import { endWork } from "../../../src/storage/work/change-work";
import { eventually } from "../../helpers/eventually";
import { waiters } from "../../helpers/lock-waiters";
import { storedModel } from "../../helpers/models/stored-model";
import { batchEvents, beginBatch, storeBatch, storePicture } from "../../helpers/services/stored-batches";

describe("stored images", () => {
  const stored = storedModel(0);
  const batch = async (id: string) => (await predictionBatches.find(stored().db, [id]))[0];
  const pictures = (...seeds: number[]) => Promise.all(seeds.map((seed) => storePicture(stored().db, seed)));

  it("are one for the same bytes, however many store them at once", async () => {
    const image = {
      bytes: new Uint8Array([1, 2, 3]),
      sha256: createHash("sha256")
        .update(Uint8Array.of(1, 2, 3))
        .digest("hex"),
      mediaType: "image/png",
      width: 1,
      height: 1,
      name: null,
      addedByPerson: true,
    };
    const results = await Promise.all(Array.from({ length: 20 }, () => addImage(stored().db, image)));
    expect(new Set(results.map((result) => result.image.id)).size).toBe(1);
    expect(results.filter(({ alreadyStored }) => !alreadyStored)).toHaveLength(1);
  });

  it("return their bytes, in one chunk or several, and say if some are missing", async () => {
    const { db } = stored();
    for (const size of [1, 1_048_576, 2_500_000]) {
      const bytes = randomBytes(size);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const shape = { mediaType: "image/png", width: 1, height: 1, name: null, addedByPerson: true };
      const { image } = await addImage(db, { bytes, sha256, ...shape });
      const read = await readImageBytes(db, image.id);
      expect(read?.mediaType).toBe("image/png");
      expect(bytes.equals(read!.bytes)).toBe(true);
      await db.pool.query('DELETE FROM "BlobChunk" WHERE "hash" = $1 AND "position" = 0', [sha256]);
      await expect(readImageBytes(db, image.id)).rejects.toMatchObject({ code: "BLOB_MISSING" });
    }
    expect(await readImageBytes(db, "00000000-0000-7000-8000-000000000000")).toBeNull();
  });

  it.each([1_000, 1_200_000])(
    "have all their bytes, %d of them, if they are stored again while they are deleted",
    async (size) => {
      const { db } = stored();
      const bytes = randomBytes(size);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const shape = { mediaType: "image/png", width: 1, height: 1, name: null, addedByPerson: true };
      const add = async () => (await addImage(db, { bytes, sha256, ...shape })).image.id;
      for (let round = 0; round < 4; round++) {
        const id = await add();
        await Promise.all([deleteImage(db, id), add(), add()]);
        expect(bytes.equals((await readImageBytes(db, await add()))!.bytes)).toBe(true);
      }
      await deleteImage(db, await add());
      expect(await db.blobs.has(sha256)).toBe(false);
    },
  );

  it("are deleted with their predictions, and batches count one less", async () => {
    const { db } = stored();
    const [done, failed, pending, other] = (await pictures(1, 2, 3, 4)) as [string, string, string, string];
    const { id } = await storeBatch(stored(), [done, failed, pending, other]);
    await beginBatch(db, id);
    const [first, second] = await pendingPredictions(db, id, -1, 4);
    await recordResults(db, id, [
      { predictionId: first?.id ?? "", labels: [0], scores: [1] },
      { predictionId: second?.id ?? "", errorCode: "INVALID_IMAGE", errorMessage: "" },
    ]);
    expect(await deleteImage(db, done)).toBe(true);
    expect(await batch(id)).toMatchObject({ total: 3, done: 0, failed: 1, state: "RUNNING" });
    expect(await deleteImage(db, failed)).toBe(true);
    expect(await batch(id)).toMatchObject({ total: 2, done: 0, failed: 0, state: "RUNNING" });
    expect(await deleteImage(db, done)).toBe(false);
  });

  it("complete a batch that waited only for them when they are deleted, with its last event", async () => {
    const { db } = stored();
    const [done, pending] = (await pictures(5, 6)) as [string, string];
    const { id } = await storeBatch(stored(), [done, pending, pending]);
    await beginBatch(db, id);
    const [first] = await pendingPredictions(db, id, -1, 1);
    await recordResults(db, id, [{ predictionId: first?.id ?? "", labels: [0], scores: [1] }]);
    await deleteImage(db, pending);
    expect(await batch(id)).toMatchObject({ state: "COMPLETED", total: 1, done: 1 });
    const events = await batchEvents(db, id);
    expect(events.map(({ state }) => state)).toEqual(["QUEUED", "RUNNING", "RUNNING", "COMPLETED"]);
  });

  it("cannot be used by a batch that is created while they are being deleted", async () => {
    const { db } = stored();
    const [image, kept] = (await pictures(7, 8)) as [string, string];
    const earlier = await storeBatch(stored(), [image, kept]);
    const holder = await db.pool.connect();
    await holder.query(`BEGIN; SELECT 1 FROM "Work" WHERE "id" = '${earlier.id}' FOR UPDATE`);
    const deletion = deleteImage(db, image);
    await eventually("the deletion waits for the batch", () => waiters(db, 1));
    const making = storeBatch(stored(), [image, kept]).catch((error) => error);
    await eventually("the new batch waits for the deletion", () => waiters(db, 2));
    await holder.query("COMMIT");
    holder.release();
    expect(await deletion).toBe(true);
    expect(await making).toMatchObject({ code: "NOT_FOUND" });
    expect(await batch(earlier.id)).toMatchObject({ total: 1 });
  });

  it("can be deleted while batches of them are created and recorded: no batch waits forever", async () => {
    const { db } = stored();
    const images = await pictures(...Array.from({ length: 8 }, (_, index) => 20 + index));
    const kept = await storePicture(db, 30);
    const work = images.flatMap((image) => [
      deleteImage(db, image),
      storeBatch(stored(), [kept, ...images]).catch((error) => error),
    ]);
    await Promise.all(work);
    const rows = await db.prisma.predictionBatch.findMany({
      include: { work: true, _count: { select: { predictions: true } } },
    });
    expect(rows.map(({ work: { total } }) => total)).toEqual(rows.map(({ _count }) => _count.predictions));
  });

  it("are removed as unused only if no person added them, and no prediction or work under way needs them", async () => {
    const { db, model } = stored();
    const [unused, added, predicted, quantized] = (await Promise.all(
      [41, 42, 43, 44].map((seed) => storePicture(db, seed, false)),
    )) as [string, string, string, string];
    const left = async () => {
      await deleteUnusedImages(db, [unused, added, predicted, quantized]);
      const rows = await db.prisma.image.findMany({ where: { nameKey: { in: ["41", "42", "43", "44"] } } });
      return rows.map(({ id }) => id).sort();
    };
    const accepted = { total: 1, idempotencyKey: null, requestHash: "" };
    const imported = await benchmarkImports.create(db, { name: "set" }, accepted, { madeBy: "caller" });
    expect(await left()).toHaveLength(4); // the set that is being imported may need any of them
    await endWork(db, imported.id, "FAILED", "");
    expect(await storePicture(db, 42)).toBe(added);
    await storeBatch(stored(), [predicted]);
    const asked = { modelVersionId: model.id, name: "int8", imageIds: [quantized], forRanges: 1 };
    const { id } = await quantizations.create(db, { ...asked, vocabularyId: null }, accepted);
    expect(await left()).toEqual([added, predicted, quantized].sort());
    await endWork(db, id, "CANCELLED", null);
    expect(await left()).toEqual([added, predicted].sort());
  });
});
