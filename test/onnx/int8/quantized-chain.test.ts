import { writeFile } from "node:fs/promises";
import path from "node:path";
import { buildGraph } from "../../../src/graph/build-graph";
import type { Graph } from "../../../src/graph/graph";
import { sigmoid } from "../../../src/graph/operators/elementwise/sigmoid";
import { measureRanges } from "../../../src/inference/checks/measure-ranges";
import { vgg19Body } from "../../../src/model/families/backbones/vgg19/vgg19";
import { convolution } from "../../../src/model/families/layers";
import { chainParameter, floatChain } from "../../../src/onnx/int8/conv-chain";
import { quantizeWeights } from "../../../src/onnx/int8/quantize-weights";
import { quantizedChain } from "../../../src/onnx/int8/quantized-chain";
import { type BodyFile, readConvChain } from "../../../src/onnx/int8/read-conv-chain";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import { cosine } from "../../../src/tensor/cosine";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { inDoubles, interpret } from "../../helpers/graph/interpreter";
import { randomParameters, randomTensor } from "../../helpers/graph/random-tensors";
import { runGraph, sourceOf, type Tensor32 } from "../../helpers/graph/run-graph";

/** VGG19's sixteen convolutions and four pools, with few channels and a small image. */
const tinyVgg = vgg19Body({ stageChannels: [8, 8, 16, 16, 16], imageSide: 32, globalSize: 8 });
const body: BodyFile = {
  file: "body.onnx",
  input: "image",
  output: "features",
  imageShape: [3, 32, 32],
};

async function writeBody(graph: Graph, directory: string): Promise<Map<string, Tensor32>> {
  const weights = randomParameters(graph, 3);
  const readParameter = (name: string) => sourceOf(weights.get(name) as Tensor32);
  await writeOnnxModel({ graph, directory, stem: "body", readParameter });
  return weights;
}

async function* pictures(...seeds: number[]): AsyncGenerator<Float32Array> {
  for (const seed of seeds) yield randomTensor([1, 3, 32, 32], seed).data;
}

describe("a chain of convolutions", () => {
  const directory = directoryPerTest();

  it("reads back from its file with the numbers that were written, external data included", async () => {
    const weights = await writeBody(tinyVgg, directory());
    const chain = await readConvChain(directory(), body);
    expect(chain.steps.map(({ kind }) => kind).join(" ")).toBe(
      "conv conv pool conv conv pool conv conv conv conv pool conv conv conv conv pool conv conv conv conv",
    );
    const image = randomTensor([2, 3, 32, 32], 9);
    const expected = await runGraph(tinyVgg, { image }, (name) => sourceOf(weights.get(name) as Tensor32));
    const read = await runGraph(floatChain(chain), { image }, (name) => chainParameter(chain, name));
    expect(read.features).toEqual(expected.features);
  });

  it("in 8 bits gives features with a cosine of at least 0.99 to double precision on unseen pictures", async () => {
    const weights = await writeBody(tinyVgg, directory());
    const chain = await readConvChain(directory(), body);
    const ranges = await measureRanges(chain, pictures(1, 2, 3, 4), directory());
    const image = randomTensor([2, 3, 32, 32], 20);
    const int8 = await runGraph(quantizedChain(chain, ranges), { image }, () => {
      throw new Error("a quantized chain has no parameters");
    });
    const exact = interpret(
      tinyVgg,
      Object.fromEntries(inDoubles([["image", image]])),
      new Map(inDoubles(weights)),
    ).get("features")!;
    expect(int8.features?.shape).toEqual(exact.shape);
    expect(cosine(int8.features!.data, exact.data)).toBeGreaterThan(0.99);
  }, 30_000);

  it("is refused, naming it, if it has another operator", async () => {
    const g = buildGraph("body");
    const image = g.input("image", ["N", 3, 32, 32]);
    const mapped = convolution(g, image, "first", { from: 3, to: 16, kernel: 3 });
    await writeBody(g.build([g.apply(sigmoid, [mapped], {}, "features")]), directory());
    await expect(readConvChain(directory(), body)).rejects.toMatchObject({
      code: "INVALID_BACKBONE",
      message: expect.stringContaining('Sigmoid "features" is not Conv, Relu or MaxPool'),
    });
  });

  it("is refused if a convolution has no ReLU, because its negative values would be lost", async () => {
    const g = buildGraph("body");
    const image = g.input("image", ["N", 3, 32, 32]);
    await writeBody(
      g.build([convolution(g, image, "features", { from: 3, to: 16, kernel: 1 })]),
      directory(),
    );
    const named = { ...body, output: "Conv_0" };
    await expect(readConvChain(directory(), named)).rejects.toMatchObject({
      code: "INVALID_BACKBONE",
      message: expect.stringContaining('Conv "Conv_0" has no Relu after it'),
    });
  });

  it("is refused if the file is not an ONNX model", async () => {
    await writeFile(path.join(directory(), "body.onnx"), "not a model");
    await expect(readConvChain(directory(), body)).rejects.toMatchObject({ code: "INVALID_BACKBONE" });
  });
});

describe("weights in 8 bits", () => {
  const step = (weight: number[], bias: number[]) => ({
    kind: "conv" as const,
    shape: [bias.length, weight.length / bias.length, 1, 1] as const,
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias),
    pads: [0, 0, 0, 0] as const,
  });

  it("have each output channel's largest weight at 127, and its bias in units of both scales", () => {
    const { weight, scales, bias } = quantizeWeights(step([127, -63.5, 0.5, 0.25], [10, -4]), 0.5);
    expect([...weight]).toEqual([127, -63, 127, 64]);
    expect(scales[0]).toBe(1);
    expect(scales[1]).toBeCloseTo(0.5 / 127, 9);
    expect([...bias]).toEqual([20, Math.round(-4 / (0.5 * Math.fround(0.5 / 127)))]);
  });

  it("keep a bias within 32 bits if a channel has hardly any weight", () => {
    const { scales, bias } = quantizeWeights(step([1e-12], [5]), 1);
    expect(bias[0]! * scales[0]!).toBeCloseTo(5, 5);
  });

  it("are zero for a channel of zeros", () => {
    const { weight, bias } = quantizeWeights(step([0, 0], [0]), 1);
    expect([[...weight], [...bias]]).toEqual([[0, 0], [0]]);
  });
});
