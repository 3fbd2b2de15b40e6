import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { openRangedFile } from "../../../src/files/ranged-file";
import { buildGraph } from "../../../src/graph/build-graph";
import type { Graph } from "../../../src/graph/graph";
import { reshape } from "../../../src/graph/operators/arrangement/reshape";
import { matMul } from "../../../src/graph/operators/products/mat-mul";
import { measureProductRanges } from "../../../src/inference/checks/measure-product-ranges";
import { imageTower } from "../../../src/model/families/transformer/graphs/image-tower";
import { balanceChannels } from "../../../src/onnx/int8/balance-channels";
import { productGroups } from "../../../src/onnx/int8/product-groups";
import { quantizeMatrix } from "../../../src/onnx/int8/quantize-matrix";
import { readBody } from "../../../src/onnx/int8/read-body";
import { stepsOver } from "../../../src/onnx/int8/steps-over";
import { writeInt8Products } from "../../../src/onnx/int8/write-int8-products";
import { readNodeMessage } from "../../../src/onnx/read/node-message";
import { readOnnxOutline } from "../../../src/onnx/read/onnx-outline";
import { readTensorType } from "../../../src/onnx/read/tensor-type";
import { onnxElementType } from "../../../src/onnx/write/onnx-messages";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import { cosine } from "../../../src/tensor/cosine";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { inDoubles, interpret } from "../../helpers/graph/interpreter";
import { randomParameters, randomTensor } from "../../helpers/graph/random-tensors";
import { sourceOf, type Tensor32 } from "../../helpers/graph/run-graph";

const directory = directoryPerTest();
const picture = { inFile: "image", shape: [3, 32, 32] };
const imageOf = (seed: number) => randomTensor([1, 3, 32, 32], seed).data;

/** A vision transformer of two blocks, the last read in NACLIP's way: its weights serve patches and class token. */
const tower = imageTower(
  {
    ...{ width: 48, heads: 4, mlp: 96, activation: "quick_gelu", gated: false, epsilon: 1e-5 },
    ...{ layerScale: false, layers: 2, pictureHeight: 32, pictureWidth: 32, patch: 8, patchBias: false },
    ...{ grid: { height: 4, width: 4, prefixTokens: 1 }, preNorm: true, head: "projection", size: 24 },
  },
  "naclip_reduced",
);

async function writeTower(graph: Graph, weights: ReadonlyMap<string, Tensor32>): Promise<string> {
  const readParameter = (name: string) => sourceOf(weights.get(name)!);
  await writeOnnxModel({ graph, directory: directory(), stem: "tower", readParameter });
  return path.join(directory(), "tower.onnx");
}

/** Writes a model in 8 bits, with ranges from four pictures. */
async function quantized(file: string): Promise<string> {
  const temporary = await mkdtemp(path.join(directory(), "ranges-"));
  const target = await mkdtemp(path.join(directory(), "int8-"));
  const images = async function* () {
    for (const seed of [1, 2, 3, 4]) yield imageOf(seed);
  };
  const ranges = await measureProductRanges(file, picture, images(), temporary);
  await writeInt8Products(file, ranges, { directory: target, stem: "tower" });
  return path.join(target, "tower.onnx");
}

async function run(file: string, ...seeds: number[]) {
  const session = await InferenceSession.create(file, { intraOpNumThreads: 1 });
  const data = Float32Array.from(seeds.flatMap((seed) => [...imageOf(seed)]));
  const results = await session.run({ image: new Tensor("float32", data, [seeds.length, ...picture.shape]) });
  await session.release();
  const rowsOf = (name: string) => {
    const values = results[name]!.data as Float32Array;
    const size = values.length / seeds.length;
    return seeds.map((_, row) => values.slice(row * size, (row + 1) * size));
  };
  return { features: rowsOf("features"), global: rowsOf("global") };
}

/** Norms that give a few channels twenty times the others' size, and weights that have grown up with that. */
function withOutliers(weights: ReadonlyMap<string, Tensor32>): Map<string, Tensor32> {
  const changed = new Map<string, Tensor32>();
  for (const [name, { shape, data }] of weights) {
    const factor = /\.norm[12]\.(weight|bias)$/.test(name)
      ? 20
      : /\.(q|k|v|fc1)\.weight$/.test(name)
        ? 0.1
        : 1;
    const columns = /\.weight$/.test(name) && shape.length === 2 ? shape[1]! : 1;
    const values = data.map((value, i) => (Math.floor(i / columns) % 16 === 3 ? value * factor : value));
    changed.set(name, { shape, data: values });
  }
  return changed;
}

describe("a vision transformer with 8-bit products", () => {
  it.each([
    ["random weights", (weights: Map<string, Tensor32>) => weights],
    ["channels far larger than the others", withOutliers],
  ])("of %s is near double precision on unseen pictures", async (_, change) => {
    const weights = change(randomParameters(tower, 5));
    const file = await writeTower(tower, weights);
    const doubles = Object.fromEntries(inDoubles([["image", randomTensor([1, 3, 32, 32], 20)]]));
    const exact = interpret(tower, doubles, new Map(inDoubles(weights)));
    const { features, global } = await run(await quantized(file), 20);
    expect(cosine(features[0]!, exact.get("features")!.data)).toBeGreaterThan(0.9999);
    expect(cosine(global[0]!, exact.get("global")!.data)).toBeGreaterThan(0.9999);
  });

  it("gives each picture the same bits in any batch", async () => {
    const int8 = await quantized(await writeTower(tower, randomParameters(tower, 5)));
    const [alone, batch] = [await run(int8, 21), await run(int8, 7, 8, 21, 9, 10)];
    expect(batch.features[2]).toEqual(alone.features[0]);
    expect(batch.global[2]).toEqual(alone.global[0]);
  });

  it("has every weight once, in 8 bits, but for that of the pixels", async () => {
    const file = await openRangedFile(
      await quantized(await writeTower(tower, randomParameters(tower, 5))),
      "INVALID_BACKBONE",
    );
    const { tensors, nodes } = await readOnnxOutline(file);
    const matrices = tower.parameters.filter(
      ({ shape, name }) => shape.length === 2 && name.endsWith(".weight"),
    );
    const float32: string[] = [];
    const int8: string[] = [];
    for (const { name } of matrices) {
      if (tensors.has(name)) float32.push(name);
      const bits = tensors.get(`${name}/int8`);
      if (bits) int8.push(name);
      if (bits) expect((await readTensorType(file, bits)).elementType).toBe(onnxElementType.int8);
    }
    expect(float32).toEqual(["patch_embedding.weight"]);
    expect(int8).toHaveLength(matrices.length - 1);
    const operators = nodes.map(({ bytes }) => readNodeMessage(bytes).operator);
    const count = (name: string) => operators.filter((operator) => operator === name).length;
    const taken = count("QuantizeLinear");
    expect(count("MatMulInteger")).toBeGreaterThan(int8.length); // the last block's serve patches and class token
    expect(taken).toBeLessThan(count("MatMulInteger")); // q, k and v take one input
    await file.close();
  });
});

describe("what 8 bits are made of", () => {
  it("is groups of products that share an input or a weight, also through a third", () => {
    const product = (input: string, weight: string, place: number) => ({
      ...{ place, input, weight, output: `${place}`, rows: 8, columns: 8 },
    });
    const groups = productGroups([
      product("a", "q", 0),
      product("b", "o", 1),
      product("c", "k", 2),
      product("a", "k", 3),
      product("b", "p", 4),
    ]);
    expect(groups).toEqual([
      { inputs: ["a", "c"], weights: ["q", "k"], channels: 8 },
      { inputs: ["b"], weights: ["o", "p"], channels: 8 },
    ]);
  });

  it("is channels divided by the root of their activation over their weight, none by nothing", () => {
    const range = { least: Float32Array.of(-16, 0, 0), largest: Float32Array.of(1, 4, 0) };
    const divisors = balanceChannels([range], Float32Array.of(1, 1, 0));
    expect([...divisors.subarray(0, 2)]).toEqual([4, 2]);
    expect(divisors[2]).toBeCloseTo(Math.sqrt(16), 5); // both at 1e-5 of the largest
  });

  it("is steps over all channels that have 0 among them exactly", () => {
    const range = { least: Float32Array.of(-2, 3), largest: Float32Array.of(1, 12) };
    const { scale, zero } = stepsOver(range, Float32Array.of(1, 4));
    expect(scale).toBeCloseTo(5 / 255, 7);
    expect(zero).toBe(102);
    const positive = { least: Float32Array.of(1), largest: Float32Array.of(2) };
    expect(stepsOver(positive, Float32Array.of(1)).zero).toBe(0);
    const nothing = { least: Float32Array.of(0), largest: Float32Array.of(0) };
    expect(stepsOver(nothing, Float32Array.of(1))).toEqual({ scale: 1, zero: 0 });
  });

  it("is matrices whose columns have their largest factor at 127, and 0 for a column of zeros", () => {
    const { values, scales } = quantizeMatrix(Float32Array.of(1, 0, -2, 0), Float32Array.of(127, 31.75));
    expect([...scales]).toEqual([1, 1]);
    expect([...values]).toEqual([127, 0, -63, 0]);
  });
});

describe("a graph without products by weights or convolutions", () => {
  it("is refused with what can be quantized", async () => {
    const g = buildGraph("body");
    const image = g.input("image", ["N", 3, 32, 32]);
    const pixels = g.apply(reshape, [image], { shape: [0, 3 * 32 * 32] });
    const features = g.apply(matMul, [pixels, g.parameter("weight", [3 * 32 * 32, 4])], {}, "features");
    await writeTower(g.build([features]), randomParameters(g.build([features]), 1));
    const body = { file: "tower.onnx", input: "image", output: "features", imageShape: [3, 32, 32] as const };
    await expect(readBody(directory(), body)).rejects.toMatchObject({
      code: "INVALID_BACKBONE",
      message: expect.stringContaining("MatMuls by constant weights, as in vision transformers"),
    });
  });
});
