import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildGraph } from "../../../src/graph/build-graph";
import { reshape } from "../../../src/graph/operators/arrangement/reshape";
import { scatterElements } from "../../../src/graph/operators/arrangement/scatter-elements";
import { slice } from "../../../src/graph/operators/arrangement/slice";
import { leakyRelu } from "../../../src/graph/operators/elementwise/leaky-relu";
import { gemm } from "../../../src/graph/operators/products/gemm";
import { encodeOnnxModel } from "../../../src/onnx/write/onnx-messages";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import type { TensorSource } from "../../../src/tensor/tensor-source";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { sourceOf } from "../../helpers/graph/run-graph";
import { decodeOnnxModel } from "../../helpers/onnx/decode-onnx-model";

/** Two maps: weights of 1,200 and 1,040 bytes go beside the model, biases of 80 and 52 into it. */
function twoMaps() {
  const g = buildGraph("two-maps");
  const flat = g.apply(reshape, [g.input("x", ["N", 3, 5])], { shape: [0, 15] });
  const map = (input: typeof flat, prefix: string, from: number, to: number) => {
    const parameters = [g.parameter(`${prefix}.weight`, [to, from]), g.parameter(`${prefix}.bias`, [to])];
    return g.apply(gemm, [input, ...parameters], { transB: 1 });
  };
  const wide = g.apply(leakyRelu, [map(flat, "first", 15, 20)], { alpha: 1 });
  const narrow = g.apply(reshape, [wide], { shape: [0, -1] });
  return g.build([map(narrow, "second", 20, 13)]);
}

const graph = twoMaps();
const weights = new Map(graph.parameters.map(({ name, shape }, seed) => [name, randomTensor(shape, seed)]));
const readWeight = (name: string) => sourceOf(weights.get(name)!);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "regionary-write-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("writeOnnxModel", () => {
  it("puts parameters of 1 KiB or more beside the model, each at the start of a page", async () => {
    await writeOnnxModel({ graph, directory, stem: "m", readParameter: readWeight });
    const model = decodeOnnxModel(await readFile(path.join(directory, "m.onnx")));
    const data = await readFile(path.join(directory, "m.onnx.data"));
    const places = new Map(
      model.graph?.initializer?.map(({ name, externalData }) => [
        name,
        Object.fromEntries((externalData ?? []).map(({ key, value }) => [key, value])),
      ]),
    );
    expect(places.get("first.weight")).toEqual({ location: "m.onnx.data", offset: "0", length: "1200" });
    expect(places.get("second.weight")).toEqual({ location: "m.onnx.data", offset: "4096", length: "1040" });
    expect(places.get("first.bias")).toEqual({});
    const stored = new Uint8Array(data.subarray(4096, 4096 + 1040));
    expect(new Float32Array(stored.buffer)).toEqual(weights.get("second.weight")?.data);
  });

  it("declares unknown sizes by name and known ones by number", async () => {
    await writeOnnxModel({ graph, directory, stem: "m", readParameter: readWeight });
    const model = decodeOnnxModel(await readFile(path.join(directory, "m.onnx")));
    expect(model.opsetImport).toEqual([{ domain: "", version: 18 }]);
    expect(model.graph?.input?.[0]).toEqual({
      name: "x",
      type: {
        tensorType: { elemType: 1, shape: { dim: [{ dimParam: "N" }, { dimValue: 3 }, { dimValue: 5 }] } },
      },
    });
  });

  it("writes an attribute that is a whole number as the kind that its operator declares", async () => {
    await writeOnnxModel({ graph, directory, stem: "m", readParameter: readWeight });
    const model = decodeOnnxModel(await readFile(path.join(directory, "m.onnx")));
    const leaky = model.graph?.node?.find(({ opType }) => opType === "LeakyRelu");
    expect(leaky?.attribute).toEqual([{ name: "alpha", type: 1, f: 1 }]);
  });

  it("writes int64 constants, string attributes, and tensor attributes in the operator's own order", async () => {
    const g = buildGraph("whole-numbers");
    const [x, positions] = [g.input("x", [2, 5]), g.constant([1, -1], [2, 1], "int64")];
    const added = g.apply(scatterElements, [x, positions, g.input("updates", [2, 1])], {
      axis: 1,
      reduction: "add",
    });
    const output = g.apply(slice, [added], { axes: [1], ends: [4], starts: [2] });
    await writeOnnxModel({ graph: g.build([output]), directory, stem: "m", readParameter: readWeight });
    const { node, initializer } = decodeOnnxModel(await readFile(path.join(directory, "m.onnx"))).graph!;
    const wholes = initializer!.map(({ rawData }) => [...new BigInt64Array(new Uint8Array(rawData!).buffer)]);
    expect(wholes).toEqual([[1n, -1n], [2n], [4n], [1n]]);
    expect(node![1]!.input!.slice(1).map((name) => name.split("/")[1])).toEqual(["starts", "ends", "axes"]);
    const reduction = node![0]!.attribute!.find(({ name }) => name === "reduction");
    expect([reduction!.type, Buffer.from(reduction!.s!).toString()]).toEqual([3, "add"]);
  });

  it("writes the same bytes every time, replacing what was there before", async () => {
    const write = async () => {
      await writeOnnxModel({ graph, directory, stem: "m", readParameter: readWeight });
      return Promise.all(["m.onnx", "m.onnx.data"].map((file) => readFile(path.join(directory, file))));
    };
    expect(await write()).toEqual(await write());
  });

  it("writes no data file if every parameter is small", async () => {
    const g = buildGraph("small");
    const output = g.apply(leakyRelu, [g.input("x", ["N"])], { alpha: 0.2 });
    await writeOnnxModel({ graph: g.build([output]), directory, stem: "m", readParameter: readWeight });
    expect(await readdir(directory)).toEqual(["m.onnx"]);
  });

  it("writes each piece before it asks for the next, so that a source may reuse its buffer", async () => {
    const reusing = (name: string): TensorSource => {
      const { shape, data } = weights.get(name)!;
      const buffer = new Float32Array(1);
      return {
        shape,
        async *chunks() {
          for (const value of data) {
            buffer[0] = value;
            yield new Uint8Array(buffer.buffer);
          }
        },
      };
    };
    await mkdir(path.join(directory, "whole"));
    await writeOnnxModel({ graph, directory, stem: "m", readParameter: reusing });
    await writeOnnxModel({
      graph,
      directory: path.join(directory, "whole"),
      stem: "m",
      readParameter: readWeight,
    });
    for (const file of ["m.onnx", "m.onnx.data"]) {
      const whole = await readFile(path.join(directory, "whole", file));
      expect(whole.equals(await readFile(path.join(directory, file)))).toBe(true);
    }
  });

  const claiming = (shape: number[], byteLength: number) => (name: string) =>
    name === "second.weight"
      ? {
          shape,
          async *chunks() {
            yield new Uint8Array(byteLength);
          },
        }
      : readWeight(name);
  it.each([
    ["of another shape", claiming([20, 13], 1040), "expected shape [13, 20], found [20, 13]"],
    ["that ends too early", claiming([13, 20], 1036), "expected 1040 bytes; got 1036"],
    ["that goes on too long", claiming([13, 20], 1044), "expected 1040 bytes; got more"],
  ])("refuses a parameter %s, naming it, and leaves no file", async (_, readParameter, reason) => {
    const writing = writeOnnxModel({ graph, directory, stem: "m", readParameter });
    await expect(writing).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      message: `Parameter second.weight: ${reason}.`,
    });
    expect(await readdir(directory)).toEqual([]);
  });
});

describe("the ONNX messages", () => {
  it("encode to the same bytes what they decoded", async () => {
    await writeOnnxModel({ graph, directory, stem: "m", readParameter: readWeight });
    const bytes = await readFile(path.join(directory, "m.onnx"));
    expect(Buffer.from(encodeOnnxModel(decodeOnnxModel(bytes))).equals(bytes)).toBe(true);
  });
});
