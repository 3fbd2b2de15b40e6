import path from "node:path";
import { biamTrunk } from "../../../src/model/families/biam/biam";
import { paperSizes } from "../../../src/model/families/biam/sizes";
import { writeFloat16Model } from "../../../src/onnx/float16/write-float16-model";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import { cosine } from "../../../src/tensor/cosine";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { sourceOf, type Tensor32 } from "../../helpers/graph/run-graph";
import { tinyBackbone, writeTinyModel } from "../../helpers/models/tiny-model";
import { runOnnxFile } from "../../helpers/onnx/run-onnx-file";
import { referenceArray, referenceWeights } from "../../helpers/reference-files";
import { describeWithShared } from "../../helpers/shared";

describe("the packages of a tiny model in half precision, on the CPU", () => {
  const directory = directoryPerTest();

  it("compute in body, tail and trunk what they compute in float32, except for rounding", async () => {
    const { backboneDirectory, headDirectory } = await writeTinyModel(directory());
    const image = randomTensor([2, 3, 32, 32], 7);
    const { features } = await expectNear(path.join(backboneDirectory, "body.onnx"), { image });
    const { global } = await expectNear(path.join(backboneDirectory, "tail.onnx"), { features: features! });
    await expectNear(path.join(headDirectory, "trunk.onnx"), { features: features!, global: global! });
  });

  /** Runs a file in both precisions; gives what float32 gives. */
  async function expectNear(file: string, inputs: Record<string, Tensor32>) {
    const half = await inHalf(file, path.join(directory(), "half"));
    const [exact, found] = [await runOnnxFile(file, inputs), await runOnnxFile(half, inputs)];
    for (const [name, { shape, data }] of Object.entries(exact)) {
      expect(found[name]!.shape).toEqual(shape);
      expect(cosine(found[name]!.data, data)).toBeGreaterThan(0.9999);
      expect(largestDifference(found[name]!.data, data).value).toBeLessThan(0.01);
      expect(found[name]!.data).not.toEqual(data);
    }
    return exact;
  }
});

describeWithShared("reference/model")("the authors' numbers, by the trunk in half precision", () => {
  const directory = directoryPerTest();

  it("have a cosine above .9999 with its regions", async () => {
    const sizes = { ...paperSizes, channelDim: 32, heads: 4 };
    const weights = await referenceWeights("model", "weights.zip.pth");
    const readParameter = (name: string) => sourceOf(weights.get(name)!);
    await writeOnnxModel({ graph: biamTrunk(sizes), directory: directory(), stem: "trunk", readParameter });
    const half = await inHalf(path.join(directory(), "trunk.onnx"), path.join(directory(), "half"));

    const features = Float32Array.from(await referenceArray("model", "features"));
    const global = Float32Array.from(await referenceArray("model", "fc7"));
    const count = global.length / sizes.globalSize;
    const { featureChannels, gridHeight, gridWidth, globalSize } = sizes;
    const { regions } = await runOnnxFile(half, {
      features: { shape: [count, featureChannels, gridHeight, gridWidth], data: features },
      global: { shape: [count, globalSize], data: global },
    });
    const expected = await referenceArray("model", "e_f");
    expect(cosine(regions!.data, expected)).toBeGreaterThan(0.9999);
    const scale = Array.from(expected, Math.abs).reduce((most, value) => Math.max(most, value));
    expect(largestDifference(regions!.data, expected).value / scale).toBeLessThan(0.005);
  });
});

describe("a whole backbone of two outputs in half precision", () => {
  const directory = directoryPerTest();

  it("gives both in float32, although one is used to compute the other", async () => {
    const graph = tinyBackbone();
    const weights = new Map(graph.parameters.map(({ name, shape }, i) => [name, randomTensor(shape, i)]));
    const readParameter = (name: string) => sourceOf(weights.get(name)!);
    await writeOnnxModel({ graph, directory: directory(), stem: "whole", readParameter });
    const half = await inHalf(path.join(directory(), "whole.onnx"), path.join(directory(), "half"));
    const found = await runOnnxFile(half, { image: randomTensor([1, 3, 32, 32], 7) });
    expect(Object.keys(found).sort()).toEqual(["features", "global"]);
    expect(found.features!.data).toBeInstanceOf(Float32Array);
  });
});

async function inHalf(file: string, directory: string): Promise<string> {
  const stem = path.basename(file, ".onnx");
  await writeFloat16Model(file, { directory, stem });
  return path.join(directory, `${stem}.onnx`);
}
