import os from "node:os";
import { picture } from "../../helpers/pictures/pictures";
import { addPicture, createVocabulary, mutate } from "../../helpers/services/service-steps";
import {
  type Answer,
  connect,
  startTestService,
  type TestService,
} from "../../helpers/services/test-service";

describe("what the service reports about itself", () => {
  let service: TestService;
  let vocabularyId: string;
  let imageId: string;
  beforeAll(async () => {
    service = await startTestService();
    vocabularyId = await createVocabulary(service, ["dog", "cat"]);
    imageId = await addPicture(service, 1);
  });
  afterAll(() => service.stop());
  const classify = (rest: object = {}) =>
    mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId, ...rest },
      "... on Classified { prediction { id } } ... on Error { code message }",
    );

  it("counts images, cache lookups, batches and their launch reasons at /metrics, the same at every scrape", async () => {
    await classify();
    await classify();
    const scrape = async () => (await fetch(`${service.url}/metrics`)).text();
    await scrape();
    const lines = (await scrape()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        'regionary_build_info{version="0.1.0",provider="cpu"} 1',
        "regionary_images_encoded_total 1",
        "regionary_images_scored_total 2",
        'regionary_region_cache_lookups_total{result="hit"} 1',
        'regionary_region_cache_lookups_total{result="miss"} 1',
        'regionary_batches_total{queue="encode",size="1"} 1',
        'regionary_batch_launches_total{queue="score",reason="ALL_WAITING"} 2',
        'regionary_lane_restarts_total{lane="encode"} 0',
        expect.stringMatching(/^regionary_batch_cap_items\{queue="encode",model="[0-9a-f-]{36}"\} [1248]$/),
      ]),
    );
  });

  it("refuses a new picture at once if too many are under way, stores nothing of it, and still answers for known ones", async () => {
    await classify();
    const { admission, db } = service.app.context;
    const places = Array.from({ length: 256 }, () => admission.enter(null));
    const images = await db.prisma.image.count();
    const refused = {
      message: expect.stringContaining("already 256 classifications under way"),
      extensions: { code: "OVERLOADED", retryAfterMs: expect.any(Number) },
    };
    for (const base64 of [(await picture(77)).toString("base64"), "not even read"]) {
      const { errors } = await service.query(
        `mutation ($input: ClassifyInput!) { classify(input: $input) { ... on Classified { prediction { id } } } }`,
        { input: { image: { base64 }, vocabularyId } },
      );
      expect(errors?.[0]).toMatchObject(refused);
    }
    expect(await db.prisma.image.count()).toBe(images);
    expect((await classify()).prediction.id).toBeDefined();
    const { data } = await service.query("{ runtime { classificationsUnderWay classificationsRefused } }");
    expect(data.runtime).toEqual({ classificationsUnderWay: 256, classificationsRefused: 2 });
    for (const place of places) place.leave(false);
  });

  it("tells what it is doing about once a second: its lanes, queues, latest batches, caches, memory and disk", async () => {
    await classify();
    const client = connect(service.url);
    const seen: Answer["data"][] = [];
    const query = `subscription { runtimeChanged {
      hostName startedAt observedAt cores threads cpuMs databaseBytes
      memory { processBytes heapBytes machineBytes availableBytes } disk { totalBytes freeBytes }
      lanes { name threads busyMs } caches { name entries bytes budgetBytes hits misses }
      queues { name items waitedMs ranMs recentBatches { endedAt size reason waitedMs ranMs } } } }`;
    for await (const { data, errors } of client.iterate({ query })) {
      expect(errors).toBeUndefined();
      seen.push((data as Answer["data"]).runtimeChanged);
      if (seen.length === 2) break;
    }
    await client.dispose();
    const [first, second] = seen;
    expect(Date.parse(second.observedAt)).toBeGreaterThan(Date.parse(first.observedAt));
    expect(Date.parse(first.startedAt)).toBeLessThan(Date.parse(first.observedAt));
    expect(second).toMatchObject({ hostName: os.hostname(), cores: os.availableParallelism(), threads: 1 });
    expect(second.cpuMs).toBeGreaterThan(first.cpuMs);
    const { processBytes, heapBytes, machineBytes, availableBytes } = second.memory;
    expect(heapBytes).toBeGreaterThan(0);
    expect(processBytes).toBeGreaterThan(heapBytes);
    expect(machineBytes).toBeGreaterThan(Math.max(processBytes, availableBytes));
    expect(second.disk.totalBytes).toBeGreaterThan(second.disk.freeBytes);
    expect(second.databaseBytes).toBeGreaterThan(1e6);
    const encode = second.lanes.find(({ name }: { name: string }) => name === "encode");
    expect(encode).toMatchObject({ threads: 1 });
    expect(encode.busyMs).toBeGreaterThan(0);
    const { items, ranMs, recentBatches } = second.queues.find(
      ({ name }: { name: string }) => name === "SCORE",
    );
    expect(recentBatches).toHaveLength(items); // each was alone
    expect(recentBatches[0]).toMatchObject({ size: 1, reason: "ALL_WAITING" });
    const summed = recentBatches.reduce((sum: number, batch: { ranMs: number }) => sum + batch.ranMs, 0);
    expect(ranMs).toBeCloseTo(summed, 6);
    expect(second.caches).toEqual([
      {
        ...{
          name: "REGIONS",
          entries: expect.any(Number),
          bytes: expect.any(Number),
          hits: expect.any(Number),
        },
        ...{ budgetBytes: 2_048 * 2 ** 20, misses: expect.any(Number) },
      },
      {
        ...{
          name: "CLASSIFIERS",
          entries: expect.any(Number),
          hits: items - 1,
          misses: 1,
          budgetBytes: 256 * 2 ** 20,
        },
        bytes: expect.any(Number),
      },
      { name: "THUMBNAILS", entries: 0, bytes: 0, budgetBytes: 4 * 2 ** 30, hits: null, misses: null },
    ]);
  });

  it("is listed among the hosts that do the work of its database", async () => {
    const { data } = await service.query(
      "{ hosts { id name state version provider threads cores coresBusy memory { processBytes } imagesEncoded startedAt seenAt } }",
    );
    expect(data.hosts).toMatchObject([
      { name: os.hostname(), state: "RUNNING", version: "0.1.0", provider: "CPU", threads: 1 },
    ]);
    const again = await service.query("query ($id: ID!) { node(id: $id) { id ... on Host { name } } }", {
      id: data.hosts[0].id,
    });
    expect(again.data.node).toEqual({ id: data.hosts[0].id, name: os.hostname() });
  });

  it("gives classify up with DEADLINE_EXCEEDED when a deadline passes, and goes on serving", async () => {
    const fresh = await addPicture(service, 2);
    const answer = await service.query(
      `mutation ($input: ClassifyInput!) { classify(input: $input) { ... on Classified { prediction { id } } } }`,
      { input: { image: { imageId: fresh }, vocabularyId, deadlineMs: 1 } },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe("DEADLINE_EXCEEDED");
    expect((await classify({ deadlineMs: 60_000 })).prediction.id).toBeDefined();
    expect(await classify({ deadlineMs: 0 })).toMatchObject({ code: "INVALID_INPUT" });
  });
});
