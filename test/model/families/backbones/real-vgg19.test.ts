import { writeFile } from "node:fs/promises";
import path from "node:path";
import { writeBackbone } from "../../../../src/model/families/backbones/write-backbone";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";
import { randomTensor } from "../../../helpers/graph/random-tensors";
import { runOnnxFile } from "../../../helpers/onnx/run-onnx-file";
import { describeWithShared, sharedPath } from "../../../helpers/shared";

describeWithShared("backbones/vgg19-imagenet-uint8/model.onnx")("the real VGG19 with 8-bit weights", () => {
  const directory = directoryPerTest();

  it("computes the same bits cut at its features as it does whole", async () => {
    const onnxPath = path.join(sharedPath, "backbones/vgg19-imagenet-uint8/model.onnx");
    const manifestPath = path.join(directory(), "manifest.json");
    await writeFile(manifestPath, JSON.stringify(manifest));
    const backbone = await writeBackbone({ onnxPath, manifestPath }, path.join(directory(), "backbone"));
    expect(backbone).toMatchObject({
      encode: [
        { file: "body.onnx", gives: [{ name: "features", inFile: "features", shape: [512, 14, 14] }] },
        { file: "tail.onnx", gives: [{ name: "global", inFile: "fc7", shape: [4096] }] },
      ],
    });

    const noise = randomTensor([1, 3, 224, 224], 5);
    const image = { ...noise, data: noise.data.map((value) => value * 100) };
    const whole = await runOnnxFile(onnxPath, { image });
    const part = (file: string) => path.join(directory(), "backbone", file);
    const { features } = await runOnnxFile(part("body.onnx"), { image });
    const { fc7 } = await runOnnxFile(part("tail.onnx"), { features: features! });
    expect(Math.max(...features!.data)).toBeGreaterThan(0);
    expect(features!.shape).toEqual([1, 512, 14, 14]);
    expect(Buffer.from(features!.data.buffer).equals(Buffer.from(whole.features!.data.buffer))).toBe(true);
    expect(fc7!.shape).toEqual([1, 4096]);
    expect(Buffer.from(fc7!.data.buffer).equals(Buffer.from(whole.fc7!.data.buffer))).toBe(true);
  });
});

const manifest = {
  input: {
    name: "image",
    width: 224,
    height: 224,
    channelOrder: "bgr",
    mean: [103.939, 116.779, 123.68],
    scale: [1, 1, 1],
  },
  features: { name: "features" },
  global: { name: "fc7" },
};
