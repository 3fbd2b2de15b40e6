import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { compareBackbones } from "../../../src/inference/checks/compare-backbones";
import { calibrateRanges } from "../../../src/inference/checks/measure-ranges";
import { writeBackbonePackage } from "../../../src/model/packages/write-backbone-package";
import { writeHeadPackage } from "../../../src/model/packages/write-head-package";
import { writeInt8BackbonePackage } from "../../../src/model/packages/write-int8-backbone-package";
import { readConvChain } from "../../../src/onnx/int8/read-conv-chain";
import { imageTensor } from "../../../src/pictures/image-tensor";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const photos = path.join(sharedPath, "photos/indoor");
/** Keras' preprocessing, which the weights expect. */
const input = {
  name: "image",
  width: 224,
  height: 224,
  channelOrder: "bgr",
  mean: [103.939, 116.779, 123.68],
  scale: [1, 1, 1],
};

describeWithShared(
  "backbones/vgg19-imagenet-uint8/model.onnx",
  "photos/indoor",
  "reference/model-256-8",
)("the real VGG19 in 8 bits", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), "regionary-int8-"));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it("has features with a cosine above 0.99 to float32's on each of 4 photos, calibrated on 8 others", async () => {
    const at = (name: string) => path.join(directory, name);
    const manifest = { input, features: { name: "features" }, global: { name: "fc7" } };
    await writeFile(at("manifest.json"), JSON.stringify(manifest));
    const onnxPath = path.join(sharedPath, "backbones/vgg19-imagenet-uint8/model.onnx");
    const source = { onnxPath, manifestPath: at("manifest.json") };
    const descriptor = await writeBackbonePackage(source, at("float32"));
    const checkpointPath = path.join(sharedPath, "reference/model-256-8/weights.legacy.pth");
    await writeHeadPackage({ checkpointPath, heads: 8, backbone: descriptor }, at("head"));

    const files = readdirSync(photos)
      .filter((name) => name.endsWith(".jpg"))
      .sort()
      .slice(0, 12);
    async function* tensors(names: readonly string[]) {
      for (const name of names)
        yield await imageTensor(readFileSync(path.join(photos, name)), "photo", descriptor.input);
    }
    const chain = await readConvChain(at("float32"), descriptor);
    const ranges = await calibrateRanges(chain, tensors(files.slice(0, 8)), directory);
    const float32 = { directory: at("float32"), descriptor };
    await writeInt8BackbonePackage(float32, chain, ranges, at("int8"));

    const both = [at("float32"), at("int8")] as const;
    const cosines: number[] = [];
    for await (const { featuresCosine } of compareBackbones(both, at("head"), null, tensors(files.slice(8))))
      cosines.push(featuresCosine);
    expect(cosines).toHaveLength(4);
    expect(Math.min(...cosines)).toBeGreaterThan(0.99);
  }, 120_000);
});
