import { createVocabulary } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

describe("what is stored", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
    await createVocabulary(service, ["dog", "cat"], "animals");
    await createVocabulary(service, ["dog", "cat", "bird"], "animals");
    await createVocabulary(service, ["sky"], "Zenith");
  });
  afterAll(() => service.stop());

  async function ask(query: string) {
    const { data, errors } = await service.query(query);
    expect(errors).toBeUndefined();
    return data;
  }

  it("is found by its name, in its latest version unless another is given", async () => {
    expect(
      await ask(`{ latest: vocabularyByName(name: "animals") { version labelCount }
        first: vocabularyByName(name: "animals", version: 1) { version labelCount }
        none: vocabularyByName(name: "animals", version: 3) { id }
        model: modelVersionByName(name: "tiny") { name version backbone { name } }
        words: wordVectorSetByName(name: "tiny") { name }
        backbone: backboneByName(name: "tiny") { name }
        space: vectorSpaceByName(name: "tiny") { name dimensions }
        set: benchmarkSetByName(name: "tiny") { name } }`),
    ).toEqual({
      latest: { version: 2, labelCount: 3 },
      first: { version: 1, labelCount: 2 },
      none: null,
      model: { name: "tiny", version: 1, backbone: { name: "tiny" } },
      words: { name: "tiny" },
      backbone: { name: "tiny" },
      space: { name: "tiny", dimensions: 8 },
      set: null,
    });
  });

  it("is not found by a name that cannot be stored", async () => {
    const nouns = ["vocabulary", "modelVersion", "wordVectorSet", "vectorSpace", "backbone", "benchmarkSet"];
    const fields = nouns.map((noun) => `${noun}ByName(name: "\\u0000") { id }`);
    expect(Object.values(await ask(`{ ${fields.join(" ")} }`))).toEqual(nouns.map(() => null));
  });

  it("can be listed by a part of its name, in the requested order", async () => {
    const list = (options: string) =>
      ask(`{ vocabularies(first: 5, ${options}) { totalCount edges { node { name version } } } }`);
    expect((await list('filter: { nameContains: "NIMA" }')).vocabularies).toMatchObject({ totalCount: 2 });
    expect((await list("orderBy: { by: NAME, direction: DESC }")).vocabularies.edges).toEqual([
      { node: { name: "Zenith", version: 1 } },
      { node: { name: "animals", version: 2 } },
      { node: { name: "animals", version: 1 } },
    ]);
    const others = `benchmarkSets(first: 1, filter: { kind: IMAGES, complete: true }) { totalCount }
      backbones(first: 1, filter: { nameContains: "x" }) { totalCount }`;
    expect(await ask(`{ ${others} }`)).toEqual({
      benchmarkSets: { totalCount: 0 },
      backbones: { totalCount: 0 },
    });
    const { backboneByName } = await ask('{ backboneByName(name: "tiny") { id } }');
    const models = await ask(
      `{ modelVersions(first: 1, filter: { backboneId: "${backboneByName.id}", family: "biam" }) { totalCount } }`,
    );
    expect(models).toEqual({ modelVersions: { totalCount: 1 } });
    for (const [list, id] of [
      ["benchmarkSets", "vocabularyId"],
      ["modelVersions", "backboneId"],
    ]) {
      const { errors } = await service.query(`{ ${list}(first: 1, filter: { ${id}: "" }) { totalCount } }`);
      expect(errors).toMatchObject([{ extensions: { code: "INVALID_INPUT" } }]);
    }
  });

  it("includes labels, each with an id by which it can be fetched again", async () => {
    const { vocabularyByName } = await ask(
      '{ vocabularyByName(name: "animals") { labels(first: 1) { edges { node { id label } } } } }',
    );
    const [{ node }] = vocabularyByName.labels.edges;
    const again = await ask(`{ node(id: "${node.id}") { id ... on Label { label } } }`);
    expect(again).toEqual({ node });
    expect(node.label).toBe("dog");
    const [type, key] = Buffer.from(node.id, "base64url").toString().split(":");
    expect(key).toMatch(/\/0$/);
    const other = Buffer.from(`${type}:${key}0`).toString("base64url");
    const { errors } = await service.query(`{ node(id: "${other}") { id } }`);
    expect(errors).toMatchObject([{ extensions: { code: "INVALID_INPUT" } }]);
  });
});
