import { fromGlobalId } from "../../../src/services/global-id";
import { findSpace } from "../../../src/services/vocabularies/find-space";
import { importWordVectors } from "../../../src/services/vocabularies/import-word-vectors";
import {
  addModelVersion,
  findActiveModelVersion,
  type ModelVersionRow,
} from "../../../src/storage/models/model-versions";
import { importWordVectors as storeWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { evaluate, readRun, runEvaluation } from "../../helpers/evaluations/evaluation-steps";
import { otherWordVectors } from "../../helpers/models/tiny-model";
import { storeColorSet } from "../../helpers/pictures/labeled-colors";
import { addPicture, createVocabulary, mutate, predict } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { backboneId, tinyTraining } from "../../helpers/trainings/training-steps";

/** Eight numbers, as many as the tiny model takes, of nobody knows what. */
const unit = (axis: number) => Array.from({ length: 8 }, (_, i) => (i === axis ? 1 : 0));
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString("base64url");

describe("models and vocabularies go together by vector space, never by length:", () => {
  let service: TestService;
  let imageId: string;
  let otherSetId: string;
  let model: ModelVersionRow;
  beforeAll(async () => {
    service = await startTestService();
    imageId = await addPicture(service, 1);
    const { db } = service.app.context;
    const path = await otherWordVectors(service.directory);
    const { set } = await importWordVectors(db, { name: "other", path });
    otherSetId = globalId("WordVectorSet", set.id);
    model = (await findActiveModelVersion(db))!;
  });
  afterAll(() => service.stop());

  const make = (input: Record<string, unknown>) =>
    mutate(
      service,
      "createVocabulary",
      input,
      "... on CreatedVocabulary { alreadyStored vocabulary { id version } }",
    );
  const classify = (vocabularyId: string) =>
    mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId },
      `... on Classified { prediction { labels { score label { label } } modelVersion { space { name kind } } } }
       ... on VectorSpaceMismatchError { modelSpace vocabularySpaces }
       ... on InvalidVocabularyError { problems { label nearest } }`,
    );
  const heatMap = (vocabularyId: string) => {
    const ids = [model.id, fromGlobalId("Image", imageId), fromGlobalId("Vocabulary", vocabularyId)];
    return fetch(`${service.url}/heat-maps/${ids.join("/")}/0.png`);
  };
  const spacesOf = async (id: string): Promise<string[]> => {
    const { data } = await service.query(
      "query ($id: ID!) { vocabulary(id: $id) { vectors { space { name } } } }",
      { id },
    );
    return data.vocabulary.vectors.map(({ space }: { space: { name: string } }) => space.name);
  };
  /** Another version of the tiny model; its id. */
  const anotherModel = async (name: string, of: { spaceId?: string | null; float32VersionId?: string }) => {
    const { backboneId, packageHash, description } = model;
    const columns = { name, backboneId, packageHash, description };
    return (await addModelVersion(service.app.context.db, { ...columns, ...of })).model.id;
  };

  it("a model that was imported without a space takes that of its first vocabulary, and the log says so", async () => {
    const { prediction } = await classify(await createVocabulary(service, ["dog", "cat"], "animals"));
    expect(prediction.modelVersion.space).toEqual({ name: "tiny", kind: "WORDS" });
    expect(service.log).toContain(
      'The model tiny, version 1, takes vectors of the space "tiny" from now on, as its first vocabulary "animals" has them',
    );
  });

  it("vectors of the same length but of another space are refused wherever they would be used", async () => {
    const labels = [
      { label: "dog", vector: unit(0) },
      { label: "cat", vector: unit(1) },
    ];
    const { vocabulary } = await make({ name: "foreign", labels });
    const set = { name: "foreign", vocabularyId: vocabulary.id, images: [{ imageId, present: ["dog"] }] };
    const { benchmarkSet } = await mutate(
      service,
      "createBenchmarkSet",
      set,
      "... on CreatedBenchmarkSet { benchmarkSet { id } }",
    );
    const mismatch = {
      __typename: "VectorSpaceMismatchError",
      code: "VECTOR_SPACE_MISMATCH",
      message: expect.stringMatching(/^The model "tiny" takes .*"tiny".*"foreign@1".*space: "tiny"/s),
    };
    expect(await classify(vocabulary.id)).toMatchObject({
      ...mismatch,
      ...{ modelSpace: "tiny", vocabularySpaces: ["foreign@1"] },
    });
    expect(await predict(service, { imageIds: [imageId], vocabularyId: vocabulary.id })).toMatchObject(
      mismatch,
    );
    expect(await runEvaluation(service, { benchmarkSetId: benchmarkSet.id })).toMatchObject(mismatch);
    const { errors } = await service.query(
      `query ($image: ID!, $vocabulary: ID!) {
         regions(imageId: $image, vocabularyId: $vocabulary, labels: ["dog"]) { peak } }`,
      { image: imageId, vocabulary: vocabulary.id },
    );
    expect(errors?.[0]).toMatchObject({
      message: mismatch.message,
      extensions: { code: mismatch.code, modelSpace: "tiny" },
    });
    expect((await heatMap(vocabulary.id)).status).toBe(409);
  });

  it("given vectors with a named space go with its models; the same labels stay the same version", async () => {
    const labels = [{ label: "thing", vector: unit(2) }];
    const unnamed = await make({ name: "given", labels });
    expect((await classify(unnamed.vocabulary.id)).__typename).toBe("VectorSpaceMismatchError");
    const named = await make({ name: "given", labels, space: "tiny" });
    expect(named).toMatchObject({ alreadyStored: true, vocabulary: unnamed.vocabulary });
    expect((await classify(named.vocabulary.id)).__typename).toBe("Classified");
    expect(await spacesOf(named.vocabulary.id)).toEqual(["given@1", "tiny"]);
    const others = await make({
      ...{ name: "given", labels: [{ label: "thing", vector: unit(3) }], space: "tiny" },
    });
    expect(others).toMatchObject({ alreadyStored: false, vocabulary: { version: 2 } });
  });

  it("labels looked up in other words are looked up again for the model, and score the same bits as labels made for it", async () => {
    const labels = ["horse", "cow", "sheep"].map((label) => ({ label }));
    const { vocabulary } = await make({ name: "elsewhere", labels, wordVectorSetId: otherSetId });
    const own = await createVocabulary(service, ["horse", "cow", "sheep"], "here");
    const made = await classify(vocabulary.id);
    expect(made.prediction.labels).toEqual((await classify(own)).prediction.labels);
    expect(await spacesOf(vocabulary.id)).toEqual(["other", "tiny"]);
  });

  it("labels alone get their vectors at first use, unless a word is missing, which is then named", async () => {
    const { vocabulary } = await make({ name: "alone", labels: [{ label: "bird" }] });
    expect(await spacesOf(vocabulary.id)).toEqual([]);
    expect((await classify(vocabulary.id)).__typename).toBe("Classified");
    expect(await spacesOf(vocabulary.id)).toEqual(["tiny"]);
    const unknown = await make({ name: "unknown", labels: [{ label: "bird" }, { label: "hosre" }] });
    expect(await classify(unknown.vocabulary.id)).toMatchObject({
      __typename: "InvalidVocabularyError",
      message: expect.stringContaining('takes vectors of the space "tiny". 1 of 2 labels'),
      problems: [{ label: "hosre", nearest: expect.arrayContaining(["horse"]) }],
    });
    expect((await heatMap(unknown.vocabulary.id)).status).toBe(400);
  });

  it("one benchmark set measures models of two spaces", async () => {
    const vocabularyId = await createVocabulary(service, ["dog", "cat"], "measured");
    const set = { name: "measured", vocabularyId, images: [{ imageId, present: ["dog"] }] };
    const { benchmarkSet } = await mutate(
      service,
      "createBenchmarkSet",
      set,
      "... on CreatedBenchmarkSet { benchmarkSet { id } }",
    );
    const { data } = await service.query(
      "{ wordVectorSets(first: 1) { edges { node { name space { id } } } } }",
    );
    const other = data.wordVectorSets.edges[0].node;
    expect(other.name).toBe("other");
    const spaceId = Buffer.from(other.space.id, "base64url").toString().split(":")[1]!;
    const models = [model.id, await anotherModel("of other words", { spaceId })];
    for (const id of models) {
      const request = { benchmarkSetId: benchmarkSet.id, modelVersionId: globalId("ModelVersion", id) };
      const run = await evaluate(service, request);
      expect((await readRun(service, run.id, "state")).state).toBe("COMPLETED");
    }
    expect(await spacesOf(vocabularyId)).toEqual(["tiny", "other"]);
  });

  it("a training uses the space that is named, if the labels have vectors in several spaces or in none", async () => {
    const colors = await storeColorSet(service, "colors", 6);
    const tiny = await backboneId(service, "tiny");
    const train = (input: object) =>
      mutate(
        service,
        "trainModel",
        { ...tinyTraining, batch: 2, backboneId: tiny, benchmarkSetId: colors.id, ...input },
        "... on AcceptedTraining { training { id space { id name } } }",
      );
    const { training } = await train({});
    expect(training.space.name).toBe("tiny");
    await mutate(service, "cancelTraining", { id: training.id }, "");
    const { data } = await service.query(
      "{ vectorSpaces(first: 100) { edges { node { id name wordVectorSet { id } } } } }",
    );
    const other = data.vectorSpaces.edges.find(
      ({ node }: { node: { name: string } }) => node.name === "other",
    ).node;
    expect(other.wordVectorSet.id).toBe(otherSetId);
    const inOther = await train({ spaceId: other.id });
    expect(inOther.training.space).toEqual({ id: other.id, name: "other" });
    await mutate(service, "cancelTraining", { id: inOther.training.id }, "");
    expect(await train({})).toMatchObject({
      __typename: "InvalidInputError",
      message: expect.stringContaining('vectors in several spaces: "tiny", "other"'),
    });
  });

  it("a model without a space can be bound to one by name, permanently and with its 8-bit versions", async () => {
    const { data } = await service.query("{ vectorSpaces(first: 100) { edges { node { id name } } } }");
    const ids = new Map<string, string>(
      data.vectorSpaces.edges.map(({ node }: { node: { id: string; name: string } }) => [node.name, node.id]),
    );
    const float32 = await anotherModel("unbound", {});
    const int8 = await anotherModel("unbound-int8", { float32VersionId: float32 });
    const bind = (id: string, space: string) =>
      mutate(
        service,
        "bindModelVersion",
        { id: globalId("ModelVersion", id), spaceId: ids.get(space) },
        "... on BoundModelVersion { modelVersion { name space { name } } }",
      );
    await make({ name: "short", labels: [{ label: "dog", vector: [1, 2] }] });
    const { data: later } = await service.query(
      "{ vectorSpaces(first: 1) { edges { node { id name dimensions } } } }",
    );
    const short = later.vectorSpaces.edges[0].node;
    expect(short).toMatchObject({ name: "short@1", dimensions: 2 });
    ids.set(short.name, short.id);

    expect(await bind(float32, "short@1")).toMatchObject({ __typename: "InvalidInputError" });
    expect(await bind(int8, "other")).toMatchObject({ modelVersion: { space: { name: "other" } } });
    expect(await bind(float32, "other")).toMatchObject({
      modelVersion: { name: "unbound", space: { name: "other" } },
    });
    expect(await bind(float32, "tiny")).toMatchObject({
      __typename: "ConflictError",
      message: expect.stringContaining('already takes vectors of the space "other"'),
    });

    const imported = await anotherModel("imported again", {});
    const itsInt8 = await anotherModel("imported again-int8", { float32VersionId: imported });
    const spaceId = fromGlobalId("VectorSpace", ids.get("other")!);
    expect(await anotherModel("imported again", { spaceId })).toBe(imported);
    const { db } = service.app.context;
    const bound = await db.prisma.modelVersion.findMany({ where: { id: { in: [imported, itsInt8] } } });
    expect(bound.map((version) => version.spaceId)).toEqual([spaceId, spaceId]);
  });

  it("a vocabulary's own space is deleted with it", async () => {
    const { vocabulary } = await make({ name: "gone", labels: [{ label: "dog", vector: unit(4) }] });
    const names = async () => {
      const { data } = await service.query("{ vectorSpaces(first: 100) { edges { node { name } } } }");
      return data.vectorSpaces.edges.map(({ node }: { node: { name: string } }) => node.name);
    };
    expect(await names()).toContain("gone@1");
    await mutate(service, "deleteVocabulary", { id: vocabulary.id }, "");
    expect(await names()).not.toContain("gone@1");
  });

  it("a space can be named as its word-vector set too, unless another space has that name", async () => {
    const { db } = service.app.context;
    const labels = [{ label: "dog", vector: unit(5) }];
    const path = await otherWordVectors(service.directory);
    await importWordVectors(db, { name: "second", path });
    const { vocabulary } = await make({ name: "by set", labels, space: "second" });
    expect(await spacesOf(vocabulary.id)).toEqual(["other"]);

    await make({ name: "mine", labels, space: "mine" });
    const taken = importWordVectors(db, { name: "mine", path });
    await expect(taken).rejects.toMatchObject({ code: "CONFLICT" });
    async function* words() {
      yield { word: "dog", vector: Float32Array.from(unit(6)) };
    }
    await storeWordVectors(db, "mine", words()); // as earlier versions did
    const message = expect.stringContaining('of another space, "mine (2)"');
    expect(await make({ name: "whose", labels, space: "mine" })).toMatchObject({
      code: "INVALID_INPUT",
      message,
    });
    await expect(findSpace(db, "mine")).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect((await findSpace(db, "mine (2)")).kind).toBe("WORDS");
  });
});
