import { picture } from "../../helpers/pictures/pictures";
import { addPicture, createVocabulary, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

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
