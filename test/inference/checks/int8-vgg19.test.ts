import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { compareEncoders } from "../../../src/inference/checks/compare-encoders";
import { valuesOf } from "../../../src/model/chain";
import { writeBackbone } from "../../../src/model/families/backbones/write-backbone";
import { FAMILIES } from "../../../src/model/families/families";
import { writeModel } from "../../../src/model/families/write-model";
import { joinParts } from "../../../src/model/packages/join-parts";
import { imageTensor } from "../../../src/pictures/image-tensor";
import { writeQuantized } from "../../../src/services/models/quantizations/write-quantized";
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

  it("has features with a cosine above 0.99 to float32's on each of 4 photos, with ranges from 8 others", async () => {
    const at = (name: string) => path.join(directory, name);
    const manifest = { input, features: { name: "features" }, global: { name: "fc7" } };
    await writeFile(at("manifest.json"), JSON.stringify(manifest));
    const onnxPath = path.join(sharedPath, "backbones/vgg19-imagenet-uint8/model.onnx");
    const source = { onnxPath, manifestPath: at("manifest.json") };
    const float32 = await writeBackbone(source, at("float32"));
    const checkpointPath = path.join(sharedPath, "reference/model-256-8/weights.legacy.pth");
    const given = valuesOf(float32.encode);
    const { part: head } = await writeModel({ checkpointPath, heads: 8, given }, FAMILIES, at("written"));
    await rename(path.join(at("written"), "model"), at("head"));

    const files = readdirSync(photos)
      .filter((name) => name.endsWith(".jpg"))
      .sort()
      .slice(0, 12);
    async function* tensors(names: readonly string[]) {
      for (const name of names)
        yield await imageTensor(readFileSync(path.join(photos, name)), "photo", float32.picture);
    }
    const source32 = { directory: at("float32"), description: float32 };
    const int8 = await writeQuantized(source32, tensors(files.slice(0, 8)), directory);

    const own = { name: "head", part: head };
    const first = joinParts(own, { name: "float32", part: float32 });
    const second = joinParts(own, { name: "backbone", part: int8.description });
    const cosines: number[] = [];
    const compared = compareEncoders(first, second, directory, null, tensors(files.slice(8)));
    for await (const { featuresCosine } of compared) cosines.push(featuresCosine);
    expect(cosines).toHaveLength(4);
    expect(Math.min(...cosines)).toBeGreaterThan(0.99);
  }, 120_000);
});
