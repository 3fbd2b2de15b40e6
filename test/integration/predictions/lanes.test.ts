import { runningThreads } from "../../helpers/running-threads";
import { batchEvents } from "../../helpers/services/batch-events";
import { addPicture, createVocabulary, predict, runtime } from "../../helpers/services/service-steps";
import { connect, startTestService, type TestService } from "../../helpers/services/test-service";

describe("a thread that dies during a batch", () => {
  const endThread = runningThreads();
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it.each([
    ["pixels", "pixel-worker", 100],
    ["encode", "encode-worker", 200],
    ["score", "score-worker", 300],
  ] as const)(
    "of the %s lane is replaced, and the batch completes with every prediction made",
    async (lane, script, seed) => {
      const images = 40;
      const seeds = Array.from({ length: images }, (_, i) => seed + i);
      const imageIds = await Promise.all(seeds.map((seed) => addPicture(service, seed)));
      const vocabularyId = await createVocabulary(service);
      const { batch } = await predict(service, { imageIds, vocabularyId, topK: 1 });
      const client = connect(service.url);
      let ended = false;
      let last: unknown;
      for await (const event of batchEvents(client, batch.id)) {
        // When all lanes have worked, and once only: work whose thread ends under it twice is given up.
        if (event.completed > 0 && !ended) {
          ended = true;
          await endThread(script);
        }
        last = event;
      }
      expect(last).toMatchObject({ state: "COMPLETED", completed: images, failed: 0 });
      // The next work restarts a thread that ended after the last.
      const again = await predict(service, {
        imageIds: [await addPicture(service, seed + images)],
        vocabularyId,
      });
      for await (const event of batchEvents(client, again.batch.id)) last = event;
      await client.dispose();
      expect(last).toMatchObject({ state: "COMPLETED", completed: 1, failed: 0 });
      const { lanes } = await runtime(service);
      expect(lanes.find(({ name }: { name: string }) => name === lane).restarts).toBeGreaterThanOrEqual(1);
    },
  );
});
