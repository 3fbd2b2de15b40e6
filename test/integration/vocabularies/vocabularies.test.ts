import { countRows } from "../../helpers/count-rows";
import {
  addPicture,
  createdVocabulary,
  createVocabulary,
  mutate,
  predict,
  predictAndWait,
  tinySetId,
} from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

type Labels = readonly { label: string; alias?: string; training?: string; vector?: unknown }[];

describe("vocabularies", () => {
  let service: TestService;
  let wordVectorSetId: string;
  beforeAll(async () => {
    service = await startTestService();
    wordVectorSetId = await tinySetId(service);
  });
  afterAll(() => service.stop());

  const create = (name: string, labels: Labels, set: string | null = wordVectorSetId) =>
    mutate(service, "createVocabulary", { name, labels, wordVectorSetId: set }, createdVocabulary);

  it("made from labels alone say how each label got its vector", async () => {
    const { vocabulary } = await create("ladder", [
      { label: "dog", training: "SEEN" },
      { label: "Traffic Light", training: "UNSEEN" },
      { label: "feline", alias: "cat" },
      { label: "red car" },
    ]);
    expect(vocabulary).toMatchObject({ version: 1, labelCount: 4, dimensions: 8 });
    expect(vocabulary.labels.edges.map(({ node }: { node: object }) => node)).toEqual([
      { position: 0, label: "dog", training: "SEEN", origin: "EXACT", words: ["dog"] },
      {
        position: 1,
        label: "Traffic Light",
        training: "UNSEEN",
        origin: "VARIANT",
        words: ["traffic-light"],
      },
      { position: 2, label: "feline", training: "UNKNOWN", origin: "ALIAS", words: ["cat"] },
      { position: 3, label: "red car", training: "UNKNOWN", origin: "AVERAGE", words: ["red", "car"] },
    ]);
  });

  it("made with vectors say that they were given", async () => {
    const { vocabulary } = await create("given", [{ label: "thing", vector: unit(0) }], null);
    expect(vocabulary.dimensions).toBe(8);
    expect(vocabulary.labels.edges[0].node).toMatchObject({ origin: "GIVEN", words: [] });
  });

  it("with the same content are the same version; any change of labels, marks or vectors makes the next", async () => {
    const first = await create("versions", [{ label: "dog" }, { label: "cat" }]);
    const same = await create("versions", [{ label: "dog " }, { label: "cat" }]);
    expect(same).toMatchObject({ alreadyStored: true, vocabulary: { id: first.vocabulary.id, version: 1 } });
    const changes: Labels[] = [
      [{ label: "cat" }, { label: "dog" }],
      [{ label: "cat", training: "SEEN" }, { label: "dog" }],
      [{ label: "cat" }, { label: "Dog" }],
    ];
    for (const [index, labels] of changes.entries()) {
      expect(await create("versions", labels)).toMatchObject({
        alreadyStored: false,
        vocabulary: { version: index + 2 },
      });
    }
    await create("versions of others", [{ label: "dog" }]);
    const { data } = await service.query(
      '{ vocabularies(first: 5, filter: { name: "versions" }) { totalCount edges { node { version } } } }',
    );
    expect(data.vocabularies.totalCount).toBe(4);
    expect(data.vocabularies.edges.map(({ node }: { node: { version: number } }) => node.version)).toEqual([
      4, 3, 2, 1,
    ]);
  });

  it("made simultaneously under one name get versions without gaps", async () => {
    const made = await Promise.all(
      ["dog", "cat", "bird", "horse"].map((label) => create("at once", [{ label }])),
    );
    expect(made.map(({ vocabulary }) => vocabulary.version).sort()).toEqual([1, 2, 3, 4]);
  });

  it("of 20,000 labels can be made, and read page by page", async () => {
    const labels = Array.from({ length: 20_000 }, (_, i) => ({ label: `thing ${i}`, vector: unit(i) }));
    const { vocabulary } = await create("large", labels, null);
    expect(vocabulary.labelCount).toBe(20_000);
    const { data } = await service.query(
      `query ($id: ID!) { vocabulary(id: $id) { labels(first: 1000) { edges { node { label } } pageInfo { endCursor } } } }`,
      { id: vocabulary.id },
    );
    const next = await service.query(
      `query ($id: ID!, $after: String) { vocabulary(id: $id) { labels(first: 1, after: $after) { edges { node { label } } } } }`,
      { id: vocabulary.id, after: data.vocabulary.labels.pageInfo.endCursor },
    );
    expect(next.data.vocabulary.labels.edges).toEqual([{ node: { label: "thing 1000" } }]);
  });

  it("are deleted with their batches and predictions; the images stay", async () => {
    const imageIds = [await addPicture(service, 1)];
    const before = await countRows(service);
    const vocabularyId = await createVocabulary(service, ["sea", "sky"]);
    await predictAndWait(service, { imageIds, vocabularyId });
    const { data } = await service.query(
      "query ($id: ID!) { vocabulary(id: $id) { batchCount uses { kind } } }",
      { id: vocabularyId },
    );
    expect(data.vocabulary).toEqual({ batchCount: 1, uses: [] });
    await mutate(
      service,
      "classify",
      { image: { imageId: imageIds[0] }, vocabularyId },
      "... on Classified { prediction { id } }",
    );
    const result = await mutate(service, "deleteVocabulary", { id: vocabularyId }, "... on Deleted { id }");
    expect(result).toMatchObject({ id: vocabularyId });
    expect(await countRows(service)).toEqual({ ...before, Regions: before.Regions + 1 });
    const again = await mutate(service, "deleteVocabulary", { id: vocabularyId }, "");
    expect(again).toMatchObject({ __typename: "NotFoundError" });
  });

  it("whose vectors do not fit the model are refused when they are used", async () => {
    const { vocabulary } = await create("too short", [{ label: "thing", vector: [1, 2, 3] }], null);
    const imageIds = [await addPicture(service, 1)];
    const message = expect.stringMatching(/"tiny" \(8 numbers each\).*"too short@1" \(3 numbers each\)/s);
    const refusal = { __typename: "VectorSpaceMismatchError", code: "VECTOR_SPACE_MISMATCH", message };
    expect(await predict(service, { imageIds, vocabularyId: vocabulary.id })).toMatchObject(refusal);
    const input = { image: { imageId: imageIds[0] }, vocabularyId: vocabulary.id };
    expect(await mutate(service, "classify", input, "")).toMatchObject(refusal);
    const regions = await service.query(
      `query ($image: ID!, $vocabulary: ID!) { regions(imageId: $image, vocabularyId: $vocabulary, labels: ["thing"]) { peak } }`,
      { image: imageIds[0], vocabulary: vocabulary.id },
    );
    expect(regions.errors?.[0]?.extensions.code).toBe("VECTOR_SPACE_MISMATCH");
  });
});

const unit = (i: number) => Array.from({ length: 8 }, (_, axis) => (axis === i % 8 ? 1 : 0));
