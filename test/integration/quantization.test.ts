import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { quantizeModel } from "../../src/services/quantize-model";
import { findActiveModelVersion } from "../../src/storage/model-versions";
import { picture } from "../helpers/pictures";
import { storeVocabulary } from "../helpers/stored-batches";
import { startTestService, type TestService } from "../helpers/test-service";

const report = `{ modelVersions(first: 2) { edges { node { name quantization {
  source calibrationImages measuredImages passes
  features { median lowest } regions { median lowest }
  topLabels { vocabulary kept firstKept } imagesPerSecond { float32 int8 threads } } } } } }`;

describe("an 8-bit model version", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it("shows how far it is from the float32 one, which shows nothing", async () => {
    const { db } = service.app.context;
    const model = (await findActiveModelVersion(db))!;
    const vocabulary = await storeVocabulary(db, "few", 20);
    const files = [];
    for (let seed = 1; seed <= 5; seed++) {
      files.push(path.join(service.directory, `${seed}.png`));
      await writeFile(files.at(-1)!, await picture(seed));
    }
    const work = path.join(service.directory, "work");
    await mkdir(work);
    const directories = { work, modelCache: path.join(service.directory, "models") };
    await quantizeModel(db, { model, name: "tiny-int8", files, calibrate: 2, vocabulary }, directories);

    const { data, errors } = await service.query(report);
    expect(errors).toBeUndefined();
    const [int8, float32] = data.modelVersions.edges.map(({ node }: { node: unknown }) => node);
    expect(float32).toEqual({ name: "tiny", quantization: null });
    expect(int8).toMatchObject({
      name: "tiny-int8",
      quantization: { source: "tiny@1", calibrationImages: 2, measuredImages: 3 },
    });
    const { features, topLabels, imagesPerSecond } = int8.quantization;
    expect(features.median).toBeGreaterThanOrEqual(features.lowest);
    expect(features.lowest).toBeGreaterThan(0.99);
    expect(topLabels.vocabulary).toBe("few@1");
    expect(topLabels.kept).toBeGreaterThanOrEqual(0.8);
    expect(imagesPerSecond.int8).toBeGreaterThan(0);
  });
});
