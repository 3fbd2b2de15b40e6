import path from "node:path";
import { toGlobalId } from "../../../src/services/global-id";
import { importModel } from "../../../src/services/models/import-model";
import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import { referencePath } from "../../helpers/region-text/reference";
import { addPicture, mutate, predictAndWait } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { endedWork } from "../../helpers/services/work-steps";
import { describeWithShared } from "../../helpers/shared";

describeWithShared("reference/region-text")("a model of images and texts in 8 bits", () => {
  let service: TestService;
  let imageIds: string[];
  let modelVersionId: string;
  let vocabularyId: string;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    const { db } = service.app.context;
    imageIds = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((seed) => addPicture(service, seed)));
    const labels = ["a red circle", "a blue square", "nothing"].map((label) => ({ label }));
    const { vocabulary } = await createVocabulary(db, { name: "shapes", labels });
    vocabularyId = toGlobalId("Vocabulary", vocabulary.id);
    const checkpointPath = path.join(referencePath, "clip");
    const { model } = await importModel(
      db,
      { name: "clip", checkpointPath, heads: null, backbone: null },
      service.directory,
    );
    modelVersionId = toGlobalId("ModelVersion", model.id);
    const activated = "... on ActivatedModelVersion { modelVersion { id } }";
    await mutate(service, "activateModelVersion", { id: modelVersionId }, activated);
  });
  afterAll(() => service.stop());

  it("is made by the same mutation, with the same report", async () => {
    const input = { modelVersionId, imageIds, rangeImages: 4, vocabularyId };
    const accepted = "... on AcceptedModelQuantization { quantization { id } }";
    const { quantization } = await mutate(service, "quantizeModel", input, accepted);
    const { work } = await endedWork(
      service,
      quantization.id,
      `... on ModelQuantization { result { name space { id } } modelVersion { space { id } }
         report { measuredImages passes features { lowest } regions { lowest } topLabels { vocabulary kept } } }`,
    );
    expect(work).toMatchObject({ state: "COMPLETED", result: { name: "clip-int8" } });
    expect(work.result.space).toEqual(work.modelVersion.space);
    expect(work.report).toMatchObject({
      ...{ measuredImages: 3, passes: true },
      topLabels: { vocabulary: "shapes@1", kept: 1 }, // three labels
    });
    expect(work.report.features.lowest).toBeGreaterThan(0.995);
    expect(work.report.regions.lowest).toBeGreaterThan(0.995);
  });

  it("makes the float32 model's predictions, the same bits for a picture alone and among others", async () => {
    const scores = async (ids: readonly string[]) => {
      const { id } = await predictAndWait(service, { imageIds: ids, vocabularyId, topK: 3 });
      const { data } = await service.query(
        `query ($id: ID!) { predictionBatch(id: $id) { predictions(first: 7) { edges { node {
           modelVersion { name } labels { score label { label } } } } } } }`,
        { id },
      );
      return data.predictionBatch.predictions.edges.map(({ node }: { node: unknown }) => node);
    };
    const forget = async () => {
      await service.app.context.regions.settle();
      await service.app.context.db.pool.query('DELETE FROM "Regions"');
    };
    const alone = await scores([imageIds[2]!]);
    expect(alone[0].modelVersion).toEqual({ name: "clip-int8" });
    await forget();
    expect((await scores(imageIds))[2]).toEqual(alone[0]);
  });
});
