import { countRows } from "../../helpers/count-rows";
import { addPicture, createdVocabulary, mutate, tinySetId } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

interface Problem {
  readonly position: number;
  readonly label: string;
  readonly reason: string;
  readonly nearest: readonly string[];
}
type Labels = readonly { label: string; alias?: string; vector?: unknown }[];

describe("what cannot make a vocabulary is refused and not stored:", () => {
  let service: TestService;
  let wordVectorSetId: string;
  beforeAll(async () => {
    service = await startTestService();
    wordVectorSetId = await tinySetId(service);
    await create("there before", [{ label: "dog" }]);
    await addPicture(service, 1);
  });
  afterAll(() => service.stop());
  const create = (name: string, labels: Labels, set: string | null = wordVectorSetId) =>
    mutate(service, "createVocabulary", { name, labels, wordVectorSetId: set }, createdVocabulary);

  let before: Awaited<ReturnType<typeof countRows>>;
  beforeEach(async () => {
    before = await countRows(service);
  });
  afterEach(async () => {
    expect(await countRows(service)).toEqual(before);
    expect((await create("there before", [{ label: "dog" }])).alreadyStored).toBe(true);
  });
  const refused = async (labels: Labels, set: string | null = wordVectorSetId): Promise<Problem[]> => {
    const result = await create("refused", labels, set);
    expect(result).toMatchObject({ __typename: "InvalidVocabularyError", code: "INVALID_VOCABULARY" });
    return result.problems;
  };

  it("no labels, 20,001 labels, vectors for some labels only, vectors and a set", async () => {
    await refused([]);
    await refused(Array.from({ length: 20_001 }, (_, i) => ({ label: String(i) })));
    await refused([{ label: "dog", vector: unit(0) }, { label: "cat" }], null);
    await refused([{ label: "dog", vector: unit(0) }]);
  });

  it("duplicate, empty, overlong labels and control characters, all named at once", async () => {
    const problems = await refused([
      { label: "dog" },
      { label: " dog" },
      { label: "" },
      { label: "d".repeat(201) },
      { label: "a\u0000b" },
      { label: "dog" },
    ]);
    expect(problems.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    expect(problems[0]?.reason).toBe("repeats label 1");
  });

  it.each([
    ["of another length", [1, 2, 3]],
    ["without numbers", []],
    ["of zeros only", [0, 0, 0, 0, 0, 0, 0, 0]],
    ["beyond 32 bits", [1e300, 0, 0, 0, 0, 0, 0, 0]],
    ["too long to normalize in 32 bits", [1e30, 0, 0, 0, 0, 0, 0, 0]],
    ["too short to normalize in 32 bits", [1e-20, 0, 0, 0, 0, 0, 0, 0]],
  ])("a vector %s", async (_, vector) => {
    const problems = await refused(
      [
        { label: "good", vector: unit(0) },
        { label: "bad", vector },
      ],
      null,
    );
    expect(problems).toMatchObject([{ position: 1, label: "bad" }]);
  });

  it("a vector with a null, by the schema", async () => {
    const { data, errors } = await service.query(
      "mutation ($input: CreateVocabularyInput!) { createVocabulary(input: $input) { __typename } }",
      { input: { name: "null", labels: [{ label: "a", vector: [1, null] }] } },
    );
    expect({ data, code: errors?.[0]?.extensions.code }).toEqual({
      data: undefined,
      code: "BAD_USER_INPUT",
    });
  });

  it("labels that cannot be resolved, each with the nearest words", async () => {
    const problems = await refused([
      { label: "dogg" },
      { label: "dog" },
      { label: "hosre", alias: "\u0000" },
    ]);
    expect(problems).toMatchObject([
      { position: 0, label: "dogg", nearest: expect.arrayContaining(["dog"]) },
      { position: 2, label: "hosre", nearest: expect.arrayContaining(["horse"]) },
    ]);
  });

  it("all of which can be asked before, label by label, without storing anything", async () => {
    const labels = [
      { label: " dog" },
      { label: "feline", alias: "cat" },
      { label: "hosre" },
      { label: "dog" },
      { label: "red car", prompt: "a {}", phrases: ["crimson car"] },
    ];
    const { data } = await service.query(
      `query ($labels: [LabelToCheckInput!]!, $wordVectorSetId: ID) {
         checkLabels(labels: $labels, wordVectorSetId: $wordVectorSetId) {
           label origin words problem { reason nearest isUnresolved } } }`,
      { labels, wordVectorSetId },
    );
    expect(data.checkLabels).toEqual([
      { label: "dog", origin: "EXACT", words: ["dog"], problem: null },
      { label: "feline", origin: "ALIAS", words: ["cat"], problem: null },
      {
        label: "hosre",
        origin: null,
        words: [],
        problem: {
          reason: 'has no vector: "hosre" not in the set "tiny"',
          nearest: expect.arrayContaining(["horse"]),
          isUnresolved: true,
        },
      },
      {
        label: "dog",
        origin: null,
        words: [],
        problem: { reason: "repeats label 1", nearest: [], isUnresolved: false },
      },
      {
        label: "red car",
        origin: null,
        words: [],
        problem: { reason: "must have a prompt or phrases, not both", nearest: [], isUnresolved: false },
      },
    ]);
  });

  it("and for a model whose space is not known yet, with what to do", async () => {
    const { errors } = await service.query('{ checkLabels(labels: [{ label: "dog" }]) { origin } }');
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining("Give a wordVectorSetId to look labels up in."),
      extensions: { code: "VECTOR_SPACE_MISMATCH" },
    });
  });

  it("a name that is empty or too long, an unknown set, and the id of something else", async () => {
    const labels = [{ label: "dog" }];
    const invalid = { __typename: "InvalidInputError", code: "INVALID_INPUT" };
    expect(await create(" ", labels)).toMatchObject(invalid);
    expect(await create("n".repeat(201), labels)).toMatchObject(invalid);
    expect(await create("set", labels, "nonsense")).toMatchObject(invalid);
    expect(await create("set", labels, await addPicture(service, 1))).toMatchObject(invalid);
    const unknown = Buffer.from("WordVectorSet:00000000-0000-7000-8000-000000000000").toString("base64url");
    expect(await create("set", labels, unknown)).toMatchObject({ __typename: "NotFoundError" });
  });
});

const unit = (i: number) => Array.from({ length: 8 }, (_, axis) => (axis === i % 8 ? 1 : 0));
