import { deleteImage } from "../../../src/storage/images/delete-image";
import { createBatch, predictionBatches } from "../../../src/storage/predictions/prediction-batches";
import { type PredictionResult, recordResults } from "../../../src/storage/predictions/prediction-results";
import { pendingPredictions } from "../../../src/storage/predictions/predictions";
import { endWork } from "../../../src/storage/work/change-work";
import { storedModel } from "../../helpers/models/stored-model";
import {
  batchEvents,
  beginBatch,
  expectCompletedOnce,
  storeBatch,
  storePicture,
} from "../../helpers/services/stored-batches";

const IMAGES = 40;

describe("results of a batch", () => {
  const stored = storedModel(IMAGES);

  const startedBatch = async () => {
    const { db, imageIds } = stored();
    const { id } = await storeBatch(stored(), imageIds);
    await beginBatch(db, id);
    const pending = await pendingPredictions(db, id, -1, IMAGES);
    const results = pending.map(
      (prediction): PredictionResult => ({
        predictionId: prediction.id,
        labels: [2, 1, 0],
        scores: [3, 2, 1],
      }),
    );
    return { db, id, results };
  };

  it("are stored, reported and counted once, even if many record the same at once", async () => {
    const { db, id, results } = await startedBatch();
    const parts = [results.slice(0, 15), results.slice(10, 30), results.slice(5), [...results].reverse()];
    await Promise.all([...parts, ...parts].map((part) => recordResults(db, id, part)));
    await expectCompletedOnce(db, id);
  });

  it("do not change when they are recorded again, and a batch that has ended accepts no more", async () => {
    const { db, id, results } = await startedBatch();
    const [first] = results as [PredictionResult];
    expect(await recordResults(db, id, [first])).toBe(true);
    const other = { ...first, labels: [4], scores: [9] };
    expect(await recordResults(db, id, [other])).toBe(true);
    expect(await db.prisma.prediction.findUnique({ where: { id: first.predictionId } })).toMatchObject({
      labels: [2, 1, 0],
      scores: [3, 2, 1],
    });
    expect(await endWork(db, id, "CANCELLED", null)).toBe(true);
    expect(await endWork(db, id, "FAILED", "too late")).toBe(false);
    expect(await recordResults(db, id, results)).toBe(false);
    const [batch] = await predictionBatches.find(db, [id]);
    expect(batch).toMatchObject({ state: "CANCELLED", done: 1, failed: 0, sequence: 4 });
    expect((await batchEvents(db, id)).length).toBe(4);
  });

  it("agree with the batch's counts if its images are deleted while they are recorded", async () => {
    const { db, model, vocabulary } = stored();
    const images = await Promise.all(Array.from({ length: 12 }, (_, index) => storePicture(db, 500 + index)));
    const { id } = await storeBatch({ db, model, vocabulary }, images);
    await beginBatch(db, id);
    const pending = await pendingPredictions(db, id, -1, 12);
    const work = pending.flatMap((prediction, index) => {
      const result = { predictionId: prediction.id, labels: [2, 1, 0], scores: [3, 2, 1] };
      const deletion = index % 2 === 0 ? [deleteImage(db, prediction.imageId)] : [];
      return [recordResults(db, id, [result]), ...deletion, recordResults(db, id, [result])];
    });
    await Promise.all(work);
    const [batch] = await predictionBatches.find(db, [id]);
    expect(batch).toMatchObject({ state: "COMPLETED", total: 6, done: 6, failed: 0 });
    expect(await db.prisma.prediction.count({ where: { batchId: id, state: "DONE" } })).toBe(6);
    const events = await batchEvents(db, id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ state }) => state === "COMPLETED")).toHaveLength(1);
    expect(batch?.sequence).toBe(events.length);
  });

  it("end with their batch if it is canceled while they are recorded", async () => {
    const { db, id, results } = await startedBatch();
    const recording = results.map((result) => recordResults(db, id, [result]));
    await endWork(db, id, "CANCELLED", null);
    await Promise.all(recording);
    const [batch] = await predictionBatches.find(db, [id]);
    const count = (state: "DONE" | "CANCELLED") =>
      db.prisma.prediction.count({ where: { batchId: id, state } });
    expect(batch).toMatchObject({ done: await count("DONE"), failed: 0 });
    expect((await count("DONE")) + (await count("CANCELLED"))).toBe(IMAGES);
    const events = await batchEvents(db, id);
    expect(events.at(-1)?.state).toBe(batch?.state);
    expect(events.flatMap(({ predictionIds }) => predictionIds)).toHaveLength(batch?.done ?? -1);
  });

  it("belong to one batch for one idempotency key, even if many ask at once", async () => {
    const { db, model, vocabulary, imageIds } = stored();
    const request = {
      modelVersionId: model.id,
      vocabularyId: vocabulary.id,
      topK: 3,
      imageIds,
      idempotencyKey: "the same",
      requestHash: "",
    };
    const batches = await Promise.all(Array.from({ length: 10 }, () => createBatch(db, request)));
    const [id, ...others] = new Set(batches.map((batch) => batch.id));
    expect(others).toEqual([]);
    expect(await db.prisma.prediction.count({ where: { batchId: id } })).toBe(IMAGES);
  });
});
