import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createConnection, createServer } from "node:net";
import { promisify } from "node:util";
import type { Client } from "graphql-ws";
import { toGlobalId } from "../../../src/services/global-id";
import { eventually } from "../../helpers/eventually";
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

  it("are each printed once by the example in the documents, although its connection is cut twice", async () => {
    const imageIds = new Array<string>(600).fill(imageId);
    const { batch } = await predict(service, { imageIds, vocabularyId, topK: 1 });
    const { hostname, port } = new URL(service.url);
    let connections = 0;
    const proxy = createServer((near) => {
      const far = createConnection(Number(port), hostname);
      const end = () => {
        near.destroy();
        far.destroy();
      };
      for (const side of [near, far]) side.on("error", end).on("close", end);
      near.pipe(far);
      const isCut = ++connections <= 2;
      let left = isCut ? 250 : Infinity; // the handshake, then a part of the first events
      far.on("data", (bytes) => {
        near.write(bytes.subarray(0, left));
        left -= bytes.length;
        if (left <= 0) near.end(() => far.destroy());
      });
    });
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["docs/examples/follow-batch.mjs", url, batch.id],
      { maxBuffer: 2 ** 26 },
    );
    proxy.close();
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(connections).toBeGreaterThan(2);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ state: "COMPLETED", done: 600 });
  });

  it("of 200 watchers leave nothing behind when these complete them, or lose their sockets", async () => {
    const { context } = service.app;
    let watchers = 0;
    const { watch } = context.eventListener;
    const spied = jest.spyOn(context.eventListener, "watch").mockImplementation((id, wake) => {
      watchers++;
      const stop = watch(id, wake);
      return () => {
        watchers--;
        stop();
      };
    });
    // Queued without a job: it never begins, and no event will ever come.
    const own = randomUUID();
    await context.db.pool.query(
      `INSERT INTO "Work" SELECT (jsonb_populate_record(w, jsonb_build_object(
         'id', $1::text, 'kind', 'TRAINING', 'state', 'QUEUED', 'idempotencyKey', null))).* FROM "Work" w LIMIT 1`,
      [own],
    );
    const id = toGlobalId("Training", own);
    const clients = Array.from({ length: 200 }, () => connect(service.url));
    for (const one of clients)
      one.subscribe(
        { query: "subscription ($id: ID!) { workEvents(workId: $id) { sequence } }", variables: { id } },
        { next: () => undefined, error: () => undefined, complete: () => undefined },
      );
    await eventually("all watch", async () => watchers === 200);
    await Promise.all(clients.map((one, n) => (n % 2 ? one.dispose() : one.terminate())));
    await eventually("none watches", async () => watchers === 0, { patienceMs: 2_000 });
    spied.mockRestore();
    await context.db.pool.query('DELETE FROM "Work" WHERE "id" = $1', [own]);
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
