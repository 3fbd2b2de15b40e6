import { activateModelVersion, findActiveModelVersion } from "../../../src/storage/models/model-versions";
import { countRows } from "../../helpers/count-rows";
import { activateInSpace, storeTextSpace } from "../../helpers/models/text-model";
import { picture } from "../../helpers/pictures/pictures";
import { addPicture, createVocabulary, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const regions = "regions { position peak scores boxes { left top right bottom score } heatMapUrl }";
const scored = `... on ClassifiedText { image { id } modelVersion { name }
  labels { rank position label score probability origin words ${regions} } }
  ... on InvalidVocabularyError { problems { position label reason } }
  ... on VectorSpaceMismatchError { modelSpace vocabularySpaces }`;

describe("classify by labels of the request", () => {
  let service: TestService;
  let imageId: string;
  const texts = ["a dog in snow", "black cat", "χιόνι"];
  beforeAll(async () => {
    service = await startTestService();
    imageId = await addPicture(service, 1);
    const { db } = service.app.context;
    const space = await storeTextSpace(db, service.directory);
    await activateInSpace(db, "texts", space.id);
  });
  afterAll(() => service.stop());

  const classify = (input: Record<string, unknown>) =>
    mutate(service, "classify", { image: { imageId }, ...input }, scored);
  const encoded = () => service.app.context.engine.stats().queues.text.items;
  /** Stored scores come back in the fewest digits that tell float32 numbers apart. */
  const inFloat32 = <T extends { score: number }>(of: T[]) =>
    of.map((label) => ({ ...label, score: Math.fround(label.score) }));
  /** What a stored vocabulary of the same labels gives. */
  const byVocabulary = async (name: string, labels: readonly object[]) => {
    const { vocabulary } = await mutate(
      service,
      "createVocabulary",
      { name, labels },
      "... on CreatedVocabulary { vocabulary { id } }",
    );
    const { prediction } = await mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId: vocabulary.id },
      `... on Classified { prediction { labels { rank score label { label position origin words } ${regions} } } }`,
    );
    return prediction.labels.map(
      ({ label, ...rest }: { label: object; regions: { heatMapUrl: string } }) => ({ ...rest, ...label }),
    );
  };
  const download = async (url: string) => {
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("image/png");
    return Buffer.from(await response.arrayBuffer());
  };

  it("gives the scores and regions of a stored vocabulary of the same labels, bit by bit, and stores nothing", async () => {
    const before = await countRows(service);
    const answer = await classify({ labels: texts.map((label) => ` ${label} `) });
    expect(answer).toMatchObject({ image: { id: imageId }, modelVersion: { name: "texts" } });
    expect(await countRows(service)).toEqual({ ...before, Regions: 1 });
    const expected = await byVocabulary(
      "stored",
      texts.map((label) => ({ label })),
    );
    const withoutRegions = (of: { score: number }[]) =>
      inFloat32(of).map((label) => ({ ...label, regions: null, probability: null }));
    expect(withoutRegions(answer.labels)).toEqual(withoutRegions(expected));
    for (const [index, { regions: stored }] of expected.entries()) {
      const { heatMapUrl, ...own } = answer.labels[index].regions;
      expect({ ...own, heatMapUrl: stored.heatMapUrl }).toEqual(stored);
      expect(await download(heatMapUrl)).toEqual(await download(stored.heatMapUrl));
      expect(await download(`${heatMapUrl}&overlay=false`)).toEqual(
        await download(`${stored.heatMapUrl}?overlay=false`),
      );
    }
  });

  it("stores a new picture, and encodes labels that it knows from before no more", async () => {
    await classify({ labels: texts });
    const before = encoded();
    const base64 = (await picture(7)).toString("base64");
    const rows = await countRows(service);
    const answer = await classify({ image: { base64 }, labels: [...texts].reverse() });
    expect(answer.labels).toHaveLength(3);
    expect(encoded()).toBe(before);
    expect(await countRows(service)).toMatchObject({ Image: rows.Image + 1, Prediction: rows.Prediction });
  });

  it("puts the labels into a prompt of the request instead of the model's templates", async () => {
    const { labels } = await classify({ labels: ["dog", "cat"], prompt: "{}" });
    expect(labels.map(({ words }: { words: string[] }) => words).sort()).toEqual([["cat"], ["dog"]]);
    const expected = await byVocabulary("prompted", [
      { label: "dog", prompt: "{}" },
      { label: "cat", prompt: "{}" },
    ]);
    const scores = (of: { score: number }[]) => of.map(({ score }) => Math.fround(score));
    expect(scores(labels)).toEqual(scores(expected));
    expect(await download(labels[0].regions.heatMapUrl)).toEqual(
      await download(expected[0].regions.heatMapUrl),
    );
  });

  it("asks for the regions of any labels without scoring", async () => {
    const ask = (variables: object) =>
      service.query(
        `query ($image: ID!, $labels: [String!]!, $prompt: String, $vocabulary: ID) {
           regions(imageId: $image, labels: $labels, prompt: $prompt, vocabularyId: $vocabulary) {
             position peak boxes { left score } heatMapUrl } }`,
        { image: imageId, ...variables },
      );
    const { data } = await ask({ labels: texts });
    expect(data.regions.map(({ position }: { position: number }) => position)).toEqual([0, 1, 2]);
    const { labels } = await classify({ labels: texts, topK: 3 });
    for (const { position, regions: own } of labels) expect(own).toMatchObject(data.regions[position]);
    const code = async (variables: object) => (await ask(variables)).errors?.[0]?.extensions.code;
    expect(await code({ labels: [] })).toBe("INVALID_INPUT");
    expect(await code({ labels: ["dog"], prompt: "no place" })).toBe("INVALID_INPUT");
    const vocabulary = await createVocabulary(service, ["dog"]);
    expect(await code({ labels: ["dog"], vocabulary, prompt: "{}" })).toBe("INVALID_INPUT");
  });

  it("refuses what it cannot do, naming the label", async () => {
    const vocabularyId = await createVocabulary(service, ["dog"]);
    const cases: [Record<string, unknown>, object][] = [
      [{}, { code: "INVALID_INPUT", message: expect.stringContaining("got neither") }],
      [{ labels: ["dog"], vocabularyId }, { message: expect.stringContaining("got both") }],
      [{ vocabularyId, prompt: "{}" }, { message: expect.stringContaining("in no vocabulary") }],
      [{ labels: [] }, { message: "Give 1 to 100 labels; got 0. For more, create a vocabulary of them." }],
      [
        { labels: Array.from({ length: 101 }, (_, n) => `${n}`) },
        { message: expect.stringContaining("got 101") },
      ],
      [{ labels: ["dog"], prompt: "a dog" }, { message: expect.stringContaining('got "a dog"') }],
      [
        { labels: ["dog", "cat", "dog "] },
        { code: "INVALID_VOCABULARY", problems: [{ position: 2, label: "dog", reason: "repeats label 1" }] },
      ],
      [{ labels: ["x".repeat(201)] }, { code: "INVALID_VOCABULARY" }],
      [{ labels: ["\u200b"], prompt: "{}" }, { problems: [{ position: 0, label: "\u200b" }] }],
    ];
    for (const [input, expected] of cases) expect(await classify(input)).toMatchObject(expected);
    const { db } = service.app.context;
    const model = await findActiveModelVersion(db);
    const image = Buffer.from(imageId, "base64url").toString().split(":")[1];
    const status = async (query: string) =>
      (await fetch(`${service.url}/heat-maps/${model!.id}/${image}/label.png${query}`)).status;
    expect(await status("?label=dog")).toBe(200);
    expect(await status("")).toBe(404);
    expect(await status("?label=dog&label=cat")).toBe(404);
    expect(await status("?label=")).toBe(400);
  });

  it("looks the labels up for a model of word vectors", async () => {
    const { db } = service.app.context;
    const texting = (await findActiveModelVersion(db))!;
    const tiny = await db.prisma.modelVersion.findFirstOrThrow({ where: { name: "tiny" } });
    await activateModelVersion(db, tiny.id);
    expect(await classify({ labels: ["dog"] })).toMatchObject({
      code: "VECTOR_SPACE_MISMATCH",
      ...{ modelSpace: null, message: expect.stringContaining("models bind tiny@1") },
    });
    const vocabularyId = await createVocabulary(service, ["dog", "red car"], "words");
    const { prediction } = await mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId },
      "... on Classified { prediction { labels { score label { label origin words } } } }",
    );
    const { labels } = await classify({ labels: ["dog", "red car"] });
    expect(
      labels.map(({ score, label, origin, words }: Record<string, unknown>) => ({
        ...{ score: Math.fround(score as number), label: { label, origin, words } },
      })),
    ).toEqual(inFloat32(prediction.labels));
    expect(await classify({ labels: ["dog", "hosre"] })).toMatchObject({
      __typename: "InvalidVocabularyError",
      problems: [{ position: 1, label: "hosre" }],
    });
    expect(await classify({ labels: ["dog"], prompt: "a {}" })).toMatchObject({ code: "INVALID_INPUT" });
    await mutate(
      service,
      "createVocabulary",
      { name: "mine", space: "mine", labels: [{ label: "dog", vector: [1, 0, 0, 0, 0, 0, 0, 0] }] },
      "",
    );
    const mine = await db.prisma.vectorSpace.findFirstOrThrow({ where: { name: "mine" } });
    await activateInSpace(db, "of given vectors", mine.id);
    expect(await classify({ labels: ["dog"] })).toMatchObject({
      ...{ code: "VECTOR_SPACE_MISMATCH", modelSpace: "mine" },
    });
    await activateModelVersion(db, texting.id);
  });

  it("scores a stored image as classify does, by any model version, and stores nothing", async () => {
    const score = async (input: object) => {
      const { data } = await service.query(
        `query ($input: ScoreImageInput!) { scoreImage(input: $input) { __typename ... on Error { code message }
           ... on ScoredImage { image { id } modelVersion { id name } vocabulary { id } labels {
             rank position label score probability origin words vocabularyLabel { training } ${regions} } } } }`,
        { input: { imageId, ...input } },
      );
      return data.scoreImage;
    };
    const names = (of: { label: string }[]) => of.map(({ label }) => label);
    const free = await classify({ labels: texts });
    const vocabularyId = await createVocabulary(service, ["dog", "cat", "bird", "sea"]);
    const { prediction } = await mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId, topK: 3 },
      `... on Classified { prediction { modelVersion { id } labels { rank score probability label { position label training } ${regions} } } }`,
    );
    const { data } = await service.query('{ tiny: modelVersionByName(name: "tiny") { id } }');
    const before = await countRows(service);

    expect(await score({ labels: texts })).toEqual({
      ...{ ...free, __typename: "ScoredImage", vocabulary: null, modelVersion: expect.anything() },
      labels: free.labels.map((label: object) => ({ ...label, vocabularyLabel: null })),
    });
    const best = await score({ vocabularyId, topK: 3 });
    expect(best).toMatchObject({ image: { id: imageId }, vocabulary: { id: vocabularyId } });
    expect(best.modelVersion).toMatchObject(prediction.modelVersion);
    expect(inFloat32(best.labels)).toMatchObject(
      inFloat32(prediction.labels as { score: number; label: Record<string, unknown> }[]).map(
        ({ label: { training, ...label }, ...own }) => ({ ...own, ...label, vocabularyLabel: { training } }),
      ),
    );
    for (const { label, origin, words } of best.labels)
      expect([origin, words]).toEqual(["ENCODED", expect.arrayContaining([`many ${label}s`])]);
    const some = await score({ vocabularyId, labels: ["bird", "dog", "bird"] });
    const all = await score({ vocabularyId });
    expect(names(some.labels)).toEqual(names(all.labels).filter((label) => /bird|dog/.test(label)));
    const byTiny = await score({ vocabularyId, modelVersionId: data.tiny.id });
    expect(byTiny.modelVersion).toEqual({ id: data.tiny.id, name: "tiny" });
    expect(byTiny.labels).toHaveLength(4);
    expect(byTiny.labels[0]).toMatchObject({ origin: "EXACT" });
    expect(await countRows(service)).toEqual(before);

    const unknown = Buffer.from("Image:00000000-0000-0000-0000-000000000000").toString("base64url");
    const cases: [object, object][] = [
      [{}, { __typename: "InvalidInputError", message: expect.stringContaining("got neither") }],
      [{ labels: ["dog"], imageId: unknown }, { __typename: "NotFoundError" }],
      [{ vocabularyId, labels: ["dog", "yeti"] }, { message: 'Not in the vocabulary: "yeti".' }],
      [{ vocabularyId, labels: [] }, { message: expect.stringContaining("got 0") }],
      [{ vocabularyId, prompt: "{}" }, { message: expect.stringContaining("in no vocabulary") }],
      [{ labels: ["dog"], deadlineMs: 0 }, { message: expect.stringContaining("got 0") }],
    ];
    for (const [input, expected] of cases) expect(await score(input)).toMatchObject(expected);
  });
});
