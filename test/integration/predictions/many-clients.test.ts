import { countRows } from "../../helpers/count-rows";
import { allBatchEvents } from "../../helpers/services/batch-events";
import {
  addPicture,
  createVocabulary,
  predict,
  readBatch,
  runtime,
} from "../../helpers/services/service-steps";
import { connect, startTestService, type TestService } from "../../helpers/services/test-service";

const CLIENTS = 20;
/** One of each client's own, and two that all clients add. */
const OWN = 3;
const SHARED = [1_001, 1_002];

describe("20 clients at once, each adding, creating, predicting and watching", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  async function work(client: number) {
    const socket = connect(service.url);
    const seeds = [...Array.from({ length: OWN }, (_, i) => client * OWN + i), ...SHARED];
    const [imageIds, vocabularyId] = await Promise.all([
      Promise.all(seeds.map((seed) => addPicture(service, seed))),
      createVocabulary(
        service,
        ["dog", "cat", `red ${client % 2 ? "car" : "bus"}`],
        `vocabulary ${client % 4}`,
      ),
    ]);
    const { batch } = await predict(service, { imageIds, vocabularyId, topK: 3 });
    const events = await allBatchEvents(socket, batch.id);
    await socket.dispose();
    return { imageIds, events, batch: await readBatch(service, batch.id) };
  }

  it("lose nothing and duplicate nothing, and every subscription completes", async () => {
    const results = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => work(client)));
    for (const { imageIds, events, batch } of results) {
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
      expect(events.at(-1)).toMatchObject({ state: "COMPLETED", completed: 5, failed: 0, total: 5 });
      const reported = events.flatMap(({ predictions }) => predictions.map(({ id }) => id)).sort();
      expect(reported).toEqual(batch.predictions.map(({ id }: { id: string }) => id).sort());
      expect(batch.predictions.map(({ image }: { image: { id: string } }) => image.id)).toEqual(imageIds);
      for (const { labels } of batch.predictions) expect(labels).toHaveLength(3);
    }
    expect(await countRows(service)).toMatchObject({
      Image: CLIENTS * OWN + SHARED.length,
      Vocabulary: 4,
      PredictionBatch: CLIENTS,
      Prediction: CLIENTS * (OWN + SHARED.length),
      Regions: CLIENTS * OWN + SHARED.length,
    });
    expect((await runtime(service)).imagesEncoded).toBe(CLIENTS * OWN + SHARED.length);
  });
});
