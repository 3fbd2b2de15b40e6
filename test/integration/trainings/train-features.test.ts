import { createVocabulary } from "../../../src/services/vocabularies/create-vocabulary";
import { appendBenchmarkItems } from "../../../src/storage/benchmarks/benchmark-items";
import { addBenchmarkSet, completeBenchmarkSet } from "../../../src/storage/benchmarks/benchmark-sets";
import { toFloat16 } from "../../../src/tensor/float16";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { tinySizes } from "../../helpers/models/tiny-model";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { askToTrain, endedTraining } from "../../helpers/trainings/training-steps";

describe("a training on imported features", () => {
  let service: TestService;
  let vocabularyId: string;
  beforeAll(async () => {
    service = await startTestService();
    const labels = (["SEEN", "SEEN", "UNSEEN"] as const).map((training, n) => ({
      ...{ label: `label ${n}`, training, vector: [...randomTensor([tinySizes.wordSize], 5 + n).data] },
    }));
    const { vocabulary } = await createVocabulary(service.app.context.db, { name: "seen", labels });
    vocabularyId = vocabulary.id;
  });
  afterAll(() => service.stop());

  /** A set of 20 items that show label 0 or 1, and 5 more that show the unseen one alone. */
  async function storeFeatures(
    name: string,
    globalSize: number | null,
    channels = tinySizes.featureChannels,
  ) {
    const { db } = service.app.context;
    const { gridHeight: height, gridWidth: width } = tinySizes;
    const { set } = await addBenchmarkSet(db, {
      ...{
        name,
        kind: "FEATURES",
        format: "hdf5-features",
        protocol: "custom",
        unlisted: "ABSENT",
        vocabularyId,
      },
      ...{ labelKeys: ["a", "b", "c"], featureType: "FLOAT16", total: 25 },
      featureShape: { channels, height, width, globalSize },
    });
    const halves = (shape: number[], seed: number) =>
      new Uint8Array(toFloat16(randomTensor(shape, seed).data.map(Math.abs)).buffer);
    const items = Array.from({ length: 25 }, (_, n) => ({
      ...{ name: `${n}`, imageId: null, absent: [], unknown: [], boxes: null, orientation: null },
      hash: Buffer.alloc(32, n),
      present: [n < 20 ? n % 2 : 2],
      features: halves([channels, height, width], n),
      global: globalSize === null ? null : halves([globalSize], 100 + n),
    }));
    await appendBenchmarkItems(db, set.id, 0, items);
    await completeBenchmarkSet(db, set.id, name);
    return Buffer.from(`BenchmarkSet:${set.id}`).toString("base64url");
  }

  it.each([
    ["with scene vectors", tinySizes.globalSize],
    ["without, which the backbone's tail then makes,", null],
  ])(
    "%s learns the labels that are not marked unseen, from the images that show one",
    async (name, globalSize) => {
      const benchmarkSetId = await storeFeatures(name, globalSize);
      const { training } = await askToTrain(service, { benchmarkSetId, epochs: 4 });
      expect(await endedTraining(service, training.id)).toMatchObject({
        ...{ state: "COMPLETED", report: { images: 20, labels: 2, validatedImages: 4 } },
      });
    },
  );

  it("is refused if another backbone made them", async () => {
    const benchmarkSetId = await storeFeatures("other", null, 4);
    expect(await askToTrain(service, { benchmarkSetId })).toMatchObject({
      __typename: "InvalidInputError",
      message: expect.stringContaining('has features [8, 4, 4]; the set "other" has features [4, 4, 4]'),
    });
  });
});
