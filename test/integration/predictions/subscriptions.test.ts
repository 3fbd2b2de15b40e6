import type { Client } from "graphql-ws";
import { allBatchEvents, type BatchEvent, batchEvents } from "../../helpers/services/batch-events";
import {
  addPicture,
  createVocabulary,
  mutate,
  predict,
  predictAndWait,
  readBatch,
} from "../../helpers/services/service-steps";
import { connect, startTestService, type TestService } from "../../helpers/services/test-service";

describe("the events of a batch", () => {
  let service: TestService;
  let client: Client;
  let imageId: string;
  let vocabularyId: string;
  beforeAll(async () => {
    service = await startTestService();
    client = connect(service.url);
    imageId = await addPicture(service, 1);
    vocabularyId = await createVocabulary(service);
  });
  afterAll(async () => {
    await client.dispose();
    await service.stop();
  });

  /** A batch that takes long enough to be interfered with: one picture, many times. */
  const longBatch = async (): Promise<string> =>
    (await predict(service, { imageIds: new Array(2_000).fill(imageId), vocabularyId, topK: 1 })).batch.id;

  it("report each prediction once, are numbered without gaps, and count what they report", async () => {
    const { batch } = await predict(service, { imageIds: new Array(300).fill(imageId), vocabularyId });
    const events = await allBatchEvents(client, batch.id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]).toMatchObject({ state: "QUEUED", completed: 0, total: 300 });
    expect(events.at(-1)).toMatchObject({ state: "COMPLETED", completed: 300, total: 300 });
    const reported = events.flatMap(({ predictions }) => predictions.map(({ id }) => id));
    expect(reported).toHaveLength(300);
    expect(new Set(reported).size).toBe(300);
    let sum = 0;
    for (const { predictions, completed } of events) {
      sum += predictions.length;
      expect(completed).toBe(sum);
    }
  });

  it("are the same for simultaneous watchers, for one who comes late, and for one who comes back", async () => {
    const { batch } = await predict(service, { imageIds: new Array(200).fill(imageId), vocabularyId });
    const other = connect(service.url);
    const [first, second] = await Promise.all([
      allBatchEvents(client, batch.id),
      allBatchEvents(other, batch.id),
    ]);
    await other.dispose();
    expect(second).toEqual(first);
    expect(await allBatchEvents(client, batch.id)).toEqual(first);
    expect(await allBatchEvents(client, batch.id, 2)).toEqual(first.slice(2));
    expect(await allBatchEvents(client, batch.id, first.length)).toEqual([]);
  });

  it("end for a watcher who claims to have seen more events than there are", async () => {
    const id = await longBatch();
    const watching = allBatchEvents(client, id, 1_000_000);
    await mutate(service, "cancelPredictionBatch", { id }, "");
    expect(await watching).toEqual([]);
  });

  it.each([
    [
      "of an unknown batch",
      Buffer.from("PredictionBatch:00000000-0000-7000-8000-000000000000").toString("base64url"),
      "NOT_FOUND",
    ],
    [
      "of something that is not a batch",
      Buffer.from("Image:00000000-0000-7000-8000-000000000000").toString("base64url"),
      "INVALID_INPUT",
    ],
    ["of nonsense", "nonsense", "INVALID_INPUT"],
  ])("%s are an error with a code", async (_, id, code) => {
    await expect(allBatchEvents(client, id)).rejects.toMatchObject([{ extensions: { code } }]);
  });

  it.each([
    ["the batch", "deletePredictionBatch"],
    ["its vocabulary", "deleteVocabulary"],
  ])("end at once when %s is deleted", async (_, mutation) => {
    const ownVocabulary = await createVocabulary(service, ["car", "bus"]);
    const imageIds = new Array<string>(2_000).fill(imageId);
    const { batch } = await predict(service, { imageIds, vocabularyId: ownVocabulary, topK: 1 });
    const id = mutation === "deleteVocabulary" ? ownVocabulary : batch.id;
    let deleted = false;
    let last: BatchEvent | undefined;
    for await (const event of batchEvents(client, batch.id)) {
      last = event;
      if (event.completed === 0 || deleted) continue;
      await mutate(service, mutation, { id }, "");
      deleted = true;
    }
    expect(last?.state).toBe("RUNNING");
    expect(await readBatch(service, batch.id)).toBeNull();
  });

  it("end with CANCELLED when the batch is canceled, which keeps what is done", async () => {
    const id = await longBatch();
    const events: BatchEvent[] = [];
    for await (const event of batchEvents(client, id)) {
      events.push(event);
      if (event.completed > 0 && event.state === "RUNNING")
        await mutate(service, "cancelPredictionBatch", { id }, "");
    }
    expect(events.at(-1)?.state).toBe("CANCELLED");
    const { state, completed, total, predictions } = await readBatch(service, id);
    expect({ state, total }).toEqual({ state: "CANCELLED", total: 2_000 });
    expect(completed).toBe(events.at(-1)?.completed);
    expect(completed).toBeLessThan(2_000);
    expect(predictions[0]).toMatchObject({ state: "DONE", labels: [{ rank: 1 }] });
    const { rows } = await service.app.context.db.pool.query(
      `SELECT "state", count(*)::int FROM "Prediction" WHERE "batchId" = $1 GROUP BY "state" ORDER BY "state"`,
      [Buffer.from(id, "base64url").toString().split(":")[1]],
    );
    expect(rows).toEqual([
      { state: "DONE", count: completed },
      { state: "CANCELLED", count: 2_000 - completed },
    ]);
  });

  it("do not grow when a batch that has ended is canceled", async () => {
    const { id, sequence } = await predictAndWait(service, { imageIds: [imageId], vocabularyId });
    const fields = "... on CancelledPredictionBatch { alreadyEnded batch { state sequence } }";
    expect(await mutate(service, "cancelPredictionBatch", { id }, fields)).toMatchObject({
      alreadyEnded: true,
      batch: { state: "COMPLETED", sequence },
    });
  });

  it("can be left at any time, and the service stops at once while others still watch", async () => {
    const own = await startTestService();
    const watcher = connect(own.url);
    const { batch } = await predict(own, {
      imageIds: new Array(5_000).fill(await addPicture(own, 1)),
      vocabularyId: await createVocabulary(own),
      topK: 1,
    });
    for await (const event of batchEvents(watcher, batch.id)) if (event.completed > 0) break;
    const left = allBatchEvents(watcher, batch.id).catch((error: unknown) => error);
    await own.stop();
    await left;
    await watcher.dispose();
  });
});
