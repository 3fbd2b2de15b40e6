import { deleteImage } from "../../../src/storage/images/images";
import {
  createBatch,
  endBatch,
  findBatches,
  startBatch,
} from "../../../src/storage/predictions/prediction-batches";
import { type PredictionResult, recordResults } from "../../../src/storage/predictions/prediction-results";
import { pendingPredictions } from "../../../src/storage/predictions/predictions";
import { storedModel } from "../../helpers/models/stored-model";
import { expectCompletedOnce, storeBatch, storePicture } from "../../helpers/services/stored-batches";

const IMAGES = 40;

describe("results of a batch", () => {
  const stored = storedModel(IMAGES);

  const startedBatch = async () => {
    const { db, imageIds } = stored();
    const { id } = await storeBatch(stored(), imageIds);
    await startBatch(db, id);
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

  it("are stored once, told of once and counted once, though many record the same at once", async () => {
    const { db, id, results } = await startedBatch();
    const parts = [results.slice(0, 15), results.slice(10, 30), results.slice(5), [...results].reverse()];
    await Promise.all([...parts, ...parts].map((part) => recordResults(db, id, part)));
    await expectCompletedOnce(db, id);
  });

  it("do not change when they are recorded again, and a batch that ended takes no more", async () => {
    const { db, id, results } = await startedBatch();
    const [first] = results as [PredictionResult];
    expect(await recordResults(db, id, [first])).toBe(true);
    const other = { ...first, labels: [4], scores: [9] };
    expect(await recordResults(db, id, [other])).toBe(true);
    expect(await db.prisma.prediction.findUnique({ where: { id: first.predictionId } })).toMatchObject({
      labels: [2, 1, 0],
      scores: [3, 2, 1],
    });
    expect(await endBatch(db, id, "CANCELLED", null)).toBe(true);
    expect(await endBatch(db, id, "FAILED", "too late")).toBe(false);
    expect(await recordResults(db, id, results)).toBe(false);
    const [batch] = await findBatches(db, [id]);
    expect(batch).toMatchObject({ state: "CANCELLED", completed: 1, failed: 0, sequence: 4 });
    expect(await db.prisma.batchEvent.count({ where: { batchId: id } })).toBe(4);
  });

  it("agree with the batch's counts when its images are deleted while they are recorded", async () => {
    const { db, model, vocabulary } = stored();
    const images = await Promise.all(Array.from({ length: 12 }, (_, index) => storePicture(db, 500 + index)));
    const { id } = await storeBatch({ db, model, vocabulary }, images);
    await startBatch(db, id);
    const pending = await pendingPredictions(db, id, -1, 12);
    const work = pending.flatMap((prediction, index) => {
      const result = { predictionId: prediction.id, labels: [2, 1, 0], scores: [3, 2, 1] };
      const deletion = index % 2 === 0 ? [deleteImage(db, prediction.imageId)] : [];
      return [recordResults(db, id, [result]), ...deletion, recordResults(db, id, [result])];
    });
    await Promise.all(work);
    const [batch] = await findBatches(db, [id]);
    expect(batch).toMatchObject({ state: "COMPLETED", total: 6, completed: 6, failed: 0 });
    expect(await db.prisma.prediction.count({ where: { batchId: id, state: "DONE" } })).toBe(6);
    const events = await db.prisma.batchEvent.findMany({
      where: { batchId: id },
      orderBy: { sequence: "asc" },
    });
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ state }) => state === "COMPLETED")).toHaveLength(1);
    expect(batch?.sequence).toBe(events.length);
  });

  it("come to an end with their batch when it is cancelled while they are recorded", async () => {
    const { db, id, results } = await startedBatch();
    const recording = results.map((result) => recordResults(db, id, [result]));
    await endBatch(db, id, "CANCELLED", null);
    await Promise.all(recording);
    const [batch] = await findBatches(db, [id]);
    const count = (state: "DONE" | "CANCELLED") =>
      db.prisma.prediction.count({ where: { batchId: id, state } });
    expect(batch).toMatchObject({ completed: await count("DONE"), failed: 0 });
    expect((await count("DONE")) + (await count("CANCELLED"))).toBe(IMAGES);
    const events = await db.prisma.batchEvent.findMany({
      where: { batchId: id },
      orderBy: { sequence: "asc" },
    });
    expect(events.at(-1)?.state).toBe(batch?.state);
    expect(events.flatMap(({ predictionIds }) => predictionIds)).toHaveLength(batch?.completed ?? -1);
  });

  it("belong to one batch for one idempotency key, though many ask at once", async () => {
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
