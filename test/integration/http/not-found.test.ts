import { type NodeType, toGlobalId } from "../../../src/services/global-id";
import { mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const UUID = "00000000-0000-7000-8000-000000000000";

describe("a missing object", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
  });
  afterAll(() => service.stop());

  it.each<[string, NodeType, string]>([
    ["deleteImage", "Image", "image"],
    ["deleteVocabulary", "Vocabulary", "vocabulary"],
    ["deleteBenchmarkSet", "BenchmarkSet", "benchmark set"],
    ["deleteTraining", "Training", "training"],
    ["cancelTraining", "Training", "training"],
    ["deletePredictionBatch", "PredictionBatch", "prediction batch"],
    ["deleteWork", "PredictionBatch", "prediction batch"],
    ["activateModelVersion", "ModelVersion", "model version"],
  ])("is named by %s by its kind, without an id that the caller never saw", async (mutation, type, what) => {
    const { code, message } = await mutate(service, mutation, { id: toGlobalId(type, UUID) }, "");
    expect({ code, message }).toEqual({
      code: "NOT_FOUND",
      message: `There is no ${what} with that id. It may have been deleted.`,
    });
  });

  it.each(["deleteImage", "deleteWork", "cancelWork"])(
    "cannot be meant by nonsense, says %s",
    async (mutation) => {
      expect(await mutate(service, mutation, { id: "x" }, "")).toMatchObject({
        __typename: "InvalidInputError",
        message: '"x" is not an id of this service.',
      });
    },
  );
});
