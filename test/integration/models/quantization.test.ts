import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Provider } from "../../../src/inference/providers/providers";
import { toGlobalId } from "../../../src/services/global-id";
import { quantizeModel } from "../../../src/services/models/quantizations/quantize-model";
import { chooseStandIn, mayStandIn } from "../../../src/services/models/stand-in";
import {
  activeModelVersion,
  findActiveModelVersion,
  findModelVersions,
} from "../../../src/storage/models/model-versions";
import type { QuantizationReport } from "../../../src/storage/models/stored-quantization";
import type { VocabularyRow } from "../../../src/storage/vocabularies/vocabularies";
import { picture } from "../../helpers/pictures/pictures";
import { mutate } from "../../helpers/services/service-steps";
import { storeVocabulary } from "../../helpers/services/stored-batches";
import { startTestService, type TestService } from "../../helpers/services/test-service";

const report = `{ modelVersions(first: 2) { edges { node { name quantization {
  source rangeImages measuredImages passes
  features { median lowest } regions { median lowest }
  topLabels { vocabulary kept firstKept } imagesPerSecond { float32 int8 threads } } } } } }`;

describe("an 8-bit model version", () => {
  let service: TestService;
  let vocabulary: VocabularyRow;
  beforeAll(async () => {
    service = await startTestService();
    const { db } = service.app.context;
    vocabulary = await storeVocabulary(db, "few", 20);
    const model = (await findActiveModelVersion(db))!;
    const pictures = [1, 2, 3, 4, 5].map((seed) => ({ name: `${seed}`, read: () => picture(seed) }));
    const work = path.join(service.directory, "work");
    await mkdir(work);
    const directories = { work, modelCache: path.join(service.directory, "models") };
    await quantizeModel(db, { model, name: "tiny-int8", pictures, forRanges: 2, vocabulary }, directories);
  });
  afterAll(() => service.stop());

  it("shows how far it is from the float32 one, which itself shows nothing", async () => {
    const { data, errors } = await service.query(report);
    expect(errors).toBeUndefined();
    const [int8, float32] = data.modelVersions.edges.map(({ node }: { node: unknown }) => node);
    expect(float32).toEqual({ name: "tiny", quantization: null });
    expect(int8).toMatchObject({
      name: "tiny-int8",
      quantization: { source: "tiny@1", rangeImages: 2, measuredImages: 3 },
    });
    const { features, topLabels, imagesPerSecond } = int8.quantization;
    expect(features.median).toBeGreaterThanOrEqual(features.lowest);
    expect(features.lowest).toBeGreaterThan(0.99);
    expect(topLabels.vocabulary).toBe("few@1");
    expect(topLabels.kept).toBeGreaterThanOrEqual(0.8);
    expect(imagesPerSecond.int8).toBeGreaterThan(0);
  });

  it("makes the predictions of the float32 one on a CPU, and they name it", async () => {
    const { data } = await service.query(
      "{ activeModelVersion { name active standIn { name active float32Version { name } standIn { name } } } }",
    );
    expect(data.activeModelVersion).toEqual({
      name: "tiny",
      active: true,
      standIn: { name: "tiny-int8", active: false, float32Version: { name: "tiny" }, standIn: null },
    });
    const result = await mutate(
      service,
      "classify",
      {
        image: { base64: (await picture(9)).toString("base64") },
        vocabularyId: toGlobalId("Vocabulary", vocabulary.id),
        topK: 1,
      },
      "... on Classified { prediction { modelVersion { name } } }",
    );
    expect(result.prediction.modelVersion.name).toBe("tiny-int8");
    const status = await service.query(
      "{ runtime { loadedModels { provider precision encodeLanes encodeCap } } }",
    );
    expect(status.data.runtime.loadedModels).toContainEqual(
      expect.objectContaining({ provider: "CPU", precision: "FLOAT32", encodeLanes: 1 }),
    );
  });

  it("may stand in on a CPU unless that is turned off, and never on a GPU", () => {
    const on = (inUse: Provider) => ({ provider: { requested: "auto", inUse, reason: "" } }) as const;
    expect([
      mayStandIn(on("cpu"), "auto"),
      mayStandIn(on("cpu"), "off"),
      mayStandIn(on("cuda"), "auto"),
    ]).toEqual([true, false, false]);
  });

  it("stands in only with a report that passes, measured on this kind of processor; of several, the newest does", async () => {
    const { db } = service.app.context;
    const { id, int8VersionIds } = (await activeModelVersion(db))!;
    expect(int8VersionIds).toHaveLength(1);
    const [float32] = await findModelVersions(db, [id]);
    const [int8] = await findModelVersions(db, int8VersionIds);
    const withReport = (name: string, change: Partial<QuantizationReport>) => ({
      ...int8!,
      name,
      quantization: { ...int8!.quantization!, ...change },
    });
    const elsewhere = withReport("elsewhere", { processor: "another processor" });
    const worse = withReport("worse", { features: { median: 0.9979, lowest: 0.9979 } });
    expect(chooseStandIn(float32!, [elsewhere, worse])).toBeNull();
    expect(chooseStandIn(float32!, [worse, withReport("newer", {}), int8!])?.name).toBe("newer");
    expect(chooseStandIn(int8!, [int8!])).toBeNull();
  });
});
