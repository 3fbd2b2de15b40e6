import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fromGlobalId } from "../../../src/services/global-id";
import { importBackbone } from "../../../src/services/models/import-backbone";
import { importModel } from "../../../src/services/models/import-model";
import { quantizations } from "../../../src/storage/models/quantizations";
import { importWordVectors } from "../../../src/storage/vocabularies/word-vectors";
import { endWork } from "../../../src/storage/work/change-work";
import { tinyManifest, writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { addPicture, createVocabulary, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { backboneId } from "../../helpers/trainings/training-steps";

const DELETED = "... on Deleted { id } ... on InUseError { uses { kind count names } }";

describe("what models are made of", () => {
  let service: TestService;
  let vocabularyId: string;
  let imageId: string;
  beforeAll(async () => {
    service = await startTestService();
    const { db } = service.app.context;
    const { onnxPath, checkpointPath, heads } = await writeTinyModelFiles(
      path.join(service.directory, "other"),
      5,
    );
    const request = { name: "other", checkpointPath, heads, backbone: { importedName: "tiny" } };
    await importModel(db, request, service.directory);
    const manifestPath = path.join(service.directory, "brighter.json");
    const input = { ...tinyManifest.input, mean: [127, 127, 127] };
    await writeFile(manifestPath, JSON.stringify({ ...tinyManifest, input }));
    await importBackbone(db, { name: "brighter", files: { onnxPath, manifestPath } }, service.directory);
    vocabularyId = await createVocabulary(service);
    imageId = await addPicture(service, 1);
  });
  afterAll(() => service.stop());

  const named = async (query: string, name: string): Promise<string> => {
    const { data } = await service.query(`query ($name: String!) { found: ${query}(name: $name) { id } }`, {
      name,
    });
    return data.found.id;
  };
  /** A quantization that nobody begins. */
  const acceptWithoutJob = (id: string) => {
    const modelVersionId = fromGlobalId("ModelVersion", id);
    const own = { modelVersionId, name: "other-int8", imageIds: [], forRanges: 1, vocabularyId: null };
    const accepted = { total: 0, requestHash: "", idempotencyKey: null };
    return quantizations.create(service.app.context.db, own, accepted, { madeBy: "caller" });
  };
  const activate = async (name: string) =>
    mutate(service, "activateModelVersion", { id: await named("modelVersionByName", name) }, "");

  it("are not deleted while something uses them, and the answer says what and how many", async () => {
    const id = await named("modelVersionByName", "other");
    await activate("other");
    await mutate(
      service,
      "classify",
      { image: { imageId }, vocabularyId },
      "... on Classified { __typename }",
    );
    const batch = await predictAndWait(service, { imageIds: [imageId], vocabularyId });
    expect(await mutate(service, "deleteModelVersion", { id }, DELETED)).toMatchObject({
      __typename: "ConflictError",
      message: "The model version is the active one. Activate another first, then delete it.",
    });
    await activate("tiny");
    expect(await mutate(service, "deleteModelVersion", { id }, DELETED)).toEqual({
      __typename: "InUseError",
      code: "IN_USE",
      message:
        'The model version is used by the prediction batch with "dog cat bird@1". Delete what uses it first, then the model version.',
      uses: [{ kind: "PREDICTION_BATCH", count: 1, names: ["dog cat bird@1"] }],
    });
    const { data: asked } = await service.query(
      "query ($id: ID!) { modelVersion(id: $id) { uses { kind count names } backbone { uses { kind count } } } }",
      { id },
    );
    expect(asked.modelVersion).toEqual({
      uses: [{ kind: "PREDICTION_BATCH", count: 1, names: ["dog cat bird@1"] }],
      backbone: { uses: [{ kind: "MODEL_VERSION", count: 2 }] },
    });
    await mutate(service, "deletePredictionBatch", { id: batch.id }, DELETED);
    const quantization = await acceptWithoutJob(id);
    expect(await mutate(service, "deleteModelVersion", { id }, DELETED)).toMatchObject({
      message: expect.stringContaining('used by the quantization to "other-int8"'),
      uses: [{ kind: "QUANTIZATION", count: 1, names: ["other-int8"] }],
    });
    await endWork(service.app.context.db, quantization.id, "CANCELLED", null);
    expect(await mutate(service, "deleteModelVersion", { id }, DELETED)).toEqual({
      __typename: "Deleted",
      id,
    });
    const { data } = await service.query(
      "query ($id: ID!, $imageId: ID!) { node(id: $id) { id } image(id: $imageId) { predictions(first: 5) { totalCount } } }",
      { id, imageId },
    );
    expect(data).toEqual({ node: null, image: { predictions: { totalCount: 0 } } });
    expect(await mutate(service, "deleteModelVersion", { id }, DELETED)).toMatchObject({ code: "NOT_FOUND" });
  });

  it("include backbones, which stay as long as a model version uses them", async () => {
    const tiny = await backboneId(service, "tiny");
    expect(await mutate(service, "deleteBackbone", { id: tiny }, DELETED)).toMatchObject({
      uses: [{ kind: "MODEL_VERSION", count: 1, names: ["tiny@1"] }],
    });
    const id = await backboneId(service, "brighter");
    const packages = () => service.app.context.db.prisma.package.count();
    const before = await packages();
    expect(await mutate(service, "deleteBackbone", { id }, DELETED)).toEqual({ __typename: "Deleted", id });
    expect(await packages()).toBe(before - 1);
    const { data } = await service.query("{ backbones(first: 5) { edges { node { name } } } }");
    expect(data.backbones.edges).toEqual([{ node: { name: "tiny" } }]);
  });

  it("include word vectors, which stay as long as no other set can resolve a model's labels", async () => {
    await mutate(service, "classify", { image: { imageId }, vocabularyId }, "");
    const id = await named("wordVectorSetByName", "tiny");
    expect(await mutate(service, "deleteWordVectorSet", { id }, DELETED)).toMatchObject({
      uses: [{ kind: "MODEL_VERSION", count: 1, names: ["tiny@1"] }],
    });
    async function* words() {
      yield { word: "alone", vector: Float32Array.of(1, 2) };
    }
    const { set } = await importWordVectors(service.app.context.db, "spare", words());
    expect(set.name).toBe("spare");
    const spare = await named("wordVectorSetByName", "spare");
    expect(await mutate(service, "deleteWordVectorSet", { id: spare }, DELETED)).toMatchObject({ id: spare });
  });
});
