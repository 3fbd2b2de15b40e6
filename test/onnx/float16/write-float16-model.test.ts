import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { writeFloat16Model } from "../../../src/onnx/float16/write-float16-model";
import { integerField, lengthPrefixed } from "../../../src/onnx/read/protobuf-fields";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { randomTensor } from "../../helpers/graph/random-tensors";
import type { Tensor32 } from "../../helpers/graph/run-graph";
import { decodeOnnxModel } from "../../helpers/onnx/decode-onnx-model";
import {
  integerAttribute,
  messageAttribute,
  rawModel,
  rawNode,
  rawTensor,
  textAttribute,
} from "../../helpers/onnx/raw-onnx";
import { runOnnxFile } from "../../helpers/onnx/run-onnx-file";

const floats = (...values: number[]) => Float32Array.from(values);

describe("a model written in half precision", () => {
  const directory = directoryPerTest();

  it("has weights rounded to the nearest half, ties to even, the smallest included", async () => {
    const values = [
      1 + 2 ** -11,
      1 + 3 * 2 ** -11,
      65_504,
      -0.1,
      2 ** -24,
      2 ** -25,
      Number.NEGATIVE_INFINITY,
    ];
    const model = addition(rawTensor("w", [7], floats(...values)), 7);
    const { graph } = decodeOnnxModel(await readFile(await half(model)));
    const [weights] = graph?.initializer ?? [];
    expect(weights).toMatchObject({ name: "w", dims: [7], dataType: 10 });
    const bits = new Uint16Array(Uint8Array.from(weights!.rawData!).buffer);
    expect([...bits].map((value) => value.toString(16))).toEqual([
      "3c00",
      "3c02",
      "7bff",
      "ae66",
      "1",
      "0",
      "fc00",
    ]);
  });

  it("takes and gives float32 under the same names and shapes", async () => {
    const file = await half(addition(rawTensor("w", [3], floats(1, 2, 3)), 3));
    const session = await InferenceSession.create(file);
    expect(session.inputMetadata).toEqual([
      expect.objectContaining({ name: "x", type: "float32", shape: ["N", 3] }),
    ]);
    expect(session.outputMetadata).toEqual([
      expect.objectContaining({ name: "y", type: "float32", shape: ["N", 3] }),
    ]);
    await session.release();
    const { y } = await runOnnxFile(file, { x: { shape: [1, 3], data: floats(1, 1, 2.25) } });
    expect([...y!.data]).toEqual([2, 3, 5.25]);
  });

  it("has weights of 1 KiB or more beside the file, at half their size, wherever they were before", async () => {
    const weights = randomTensor([32, 32], 3).data;
    const inside = await half(multiplication(rawTensor("w", [32, 32], weights)));
    const data = await readFile(`${inside}.data`);
    expect(data).toHaveLength(2 * 32 * 32);

    await writeFile(path.join(directory(), "outside.bin"), Buffer.from(weights.buffer));
    const external = multiplication(externalTensor("outside.bin", [32, 32]));
    const outside = await half(external, "outside");
    expect(await readFile(`${outside}.data`)).toEqual(data);
    const x = randomTensor([2, 32], 4);
    expect(await runOnnxFile(outside, { x })).toEqual(await runOnnxFile(inside, { x }));
  });

  it("has the same bytes for the same model", async () => {
    const model = multiplication(rawTensor("w", [32, 32], randomTensor([32, 32], 3).data));
    const read = async () => {
      const file = await half(model);
      return [await readFile(file), await readFile(`${file}.data`)];
    };
    expect(await read()).toEqual(await read());
  });

  it("keeps integers, and changes constants, fills and casts within the graph", async () => {
    const constant = messageAttribute("value", 5, rawTensor("", [4], floats(0.5, 1, 2, 4)));
    const model = rawModel({
      nodes: [
        rawNode("Constant", [], ["c"], [constant]),
        rawNode("Mul", ["x", "c"], ["scaled"]),
        rawNode("Cast", ["scaled"], ["whole"], [integerAttribute("to", 7)]),
        rawNode("Cast", ["whole"], ["floored"], [integerAttribute("to", 1)]),
        rawNode("ConstantOfShape", ["shape"], ["zeros"]),
        rawNode("Reshape", ["zeros", "flat"], ["row"]),
        rawNode("Add", ["floored", "row"], ["sum"]),
        rawNode("Add", ["sum", "listed"], ["y"]),
      ],
      tensors: [
        rawTensor("shape", [2], BigInt64Array.of(2n, 2n)),
        rawTensor("flat", [1], BigInt64Array.of(-1n)),
        rawTensor("listed", [4], floats(0.25, 0.25, 0.25, 0.25), true),
      ],
      inputs: { x: ["N", 4] },
      outputs: { y: ["N", 4] },
    });
    const x = { shape: [1, 4], data: floats(3, 2.5, 1.25, 1.125) };
    const { y } = await runOnnxFile(await half(model), { x });
    expect([...y!.data]).toEqual([1.25, 2.25, 2.25, 4.25]);
  });

  it("keeps the scales of a Resize and of 8-bit weights in float32, as ONNX's type rules want them", async () => {
    const model = rawModel({
      nodes: [
        rawNode("DequantizeLinear", ["bits", "step"], ["weights"]),
        rawNode("Mul", ["x", "weights"], ["scaled"]),
        rawNode("Resize", ["scaled", "", "scales"], ["y"], [textAttribute("mode", "nearest")]),
      ],
      tensors: [
        rawTensor("bits", [1], Int8Array.of(4)),
        rawTensor("step", [], floats(0.25)),
        rawTensor("scales", [4], floats(1, 1, 2, 1)),
      ],
      inputs: { x: ["N", 1, 1, 2] },
      outputs: { y: ["N", 1, 2, 2] },
    });
    const { y } = await runOnnxFile(await half(model), { x: { shape: [1, 1, 1, 2], data: floats(3, 5) } });
    expect(y).toEqual({ shape: [1, 1, 2, 2], data: floats(3, 5, 3, 5) });
  });

  it("casts a value that is both an output and used within", async () => {
    const model = rawModel({
      nodes: [rawNode("Relu", ["x"], ["positive"]), rawNode("Neg", ["positive"], ["y"])],
      inputs: { x: ["N"] },
      outputs: { positive: ["N"], y: ["N"] },
    });
    const { positive, y } = await runOnnxFile(await half(model), { x: { shape: [2], data: floats(-1, 2) } });
    expect([[...positive!.data], [...y!.data]]).toEqual([
      [0, 2],
      [-0, -2],
    ]);
  });

  it("uses the largest half for a number that masks, such as -1e9 before a softmax", async () => {
    const model = rawModel({
      nodes: [
        rawNode("Equal", ["x", "zero"], ["masked"]),
        rawNode("Where", ["masked", "never", "x"], ["scores"]),
        rawNode("Softmax", ["scores"], ["y"]),
      ],
      tensors: [rawTensor("zero", [], floats(0)), rawTensor("never", [], floats(-1e9))],
      inputs: { x: ["N", 3] },
      outputs: { y: ["N", 3] },
    });
    const { y } = await runOnnxFile(await half(model), { x: { shape: [1, 3], data: floats(2, 0, 2) } });
    expect([...y!.data]).toEqual([0.5, 0, 0.5]);
  });

  it("norms a sum in float32, of values that no half tells apart", async () => {
    const model = rawModel({
      nodes: [
        rawNode("Add", ["x", "moved"], ["sum"]),
        rawNode("LayerNormalization", ["sum", "scale", "bias"], ["y"]),
      ],
      tensors: [
        rawTensor("moved", [2], floats(4_095, 4_096)),
        rawTensor("scale", [2], floats(1, 1)),
        rawTensor("bias", [2], floats(0, 0)),
      ],
      inputs: { x: ["N", 2] },
      outputs: { y: ["N", 2] },
    });
    const { y } = await runOnnxFile(await half(model), { x: { shape: [1, 2], data: floats(1, 1) } });
    // 4,096 and 4,097, or twice 4,096 in halves; the epsilon of 1e-5 is beside a variance of 1/4.
    expect(largestDifference(y!.data, floats(-1, 1)).value).toBeLessThan(1e-4);
  });

  it("divides by a length in float32, which squares beyond halves or a least length below them need", async () => {
    const model = rawModel({
      nodes: [
        rawNode("Concat", ["x", "x"], ["twice"], [integerAttribute("axis", 1)]),
        rawNode("ReduceL2", ["twice", "axes"], ["length"]),
        rawNode("Clip", ["length", "least"], ["divisor"]),
        rawNode("Div", ["twice", "divisor"], ["y"]),
      ],
      tensors: [rawTensor("axes", [1], BigInt64Array.of(1n)), rawTensor("least", [], floats(1e-12))],
      inputs: { x: ["N", 2] },
      outputs: { y: ["N", 4] },
    });
    const x = { shape: [3, 2], data: floats(60_000, 80_000, 0, 0, 3e-10, 4e-10) };
    const { y } = await runOnnxFile(await half(model), { x });
    const [a, b] = [0.6 / Math.SQRT2, 0.8 / Math.SQRT2];
    expect(largestDifference(y!.data, [a, b, a, b, 0, 0, 0, 0, a, b, a, b]).value).toBeLessThan(1e-6);
  });

  it("computes shapes in integers, as a lookup's table is in halves, also on the way to a softmax", async () => {
    const model = rawModel({
      nodes: [
        rawNode("Shape", ["ids"], ["whole"]),
        rawNode("Add", ["whole", "more"], ["rows"]),
        rawNode("Gather", ["table", "ids"], ["found"]),
        rawNode("Reshape", ["found", "rows"], ["listed"]),
        rawNode("Softmax", ["listed"], ["y"]),
      ],
      tensors: [
        rawTensor("more", [1], BigInt64Array.of(0n)),
        rawTensor("table", [512], new Float32Array(512).fill(1 / 3)),
        rawTensor("ids", [2], BigInt64Array.of(1n, 2n)),
      ],
      inputs: { x: ["N"] },
      outputs: { y: [2] },
    });
    const file = await half(model);
    const table = decodeOnnxModel(await readFile(file)).graph!.initializer!.find(
      ({ name }) => name === "table",
    );
    expect(table).toMatchObject({ dataType: 10 });
    const { y } = await runOnnxFile(file, { x: { shape: [1], data: floats(0) } });
    expect([...y!.data]).toEqual([0.5, 0.5]);
  });

  it.each([65_520, -70_000, 1e30])(
    "cannot have the weight %p, which no half can represent, and leaves nothing",
    async (value) => {
      const written = half(addition(rawTensor("w", [2], floats(1, value)), 2));
      await expect(written).rejects.toMatchObject({
        code: "FLOAT16_UNSUITABLE",
        message: expect.stringContaining(`"w" hold ${Math.fround(value)}`),
      });
      expect(await readdir(path.join(directory(), "half"))).toEqual([]);
    },
  );

  it.each([
    ["computes in 8 bits", rawNode("DynamicQuantizeLinear", ["x"], ["q", "s", "z"])],
    ['of the set "com.microsoft"', rawNode("Gelu", ["x"], ["q"], [], "com.microsoft")],
    ["contains graphs", rawNode("If", ["x"], ["q"], [messageAttribute("then_branch", 6, Buffer.alloc(0))])],
    ["its operator RandomNormal is not known", rawNode("RandomNormal", [], ["q"])],
  ])("is refused: %s", async (reason, node) => {
    const model = rawModel({ nodes: [node], inputs: { x: ["N"] }, outputs: { q: ["N"] } });
    await expect(half(model)).rejects.toMatchObject({
      code: "FLOAT16_UNSUITABLE",
      message: expect.stringContaining(reason),
    });
  });

  it("cannot be made of a model with functions of its own", async () => {
    const model = addition(rawTensor("w", [1], floats(1)), 1);
    const withFunction = Buffer.concat([model, lengthPrefixed(25, Buffer.alloc(0))]);
    await expect(half(withFunction)).rejects.toMatchObject({ code: "FLOAT16_UNSUITABLE" });
  });

  it("cannot be made of weights of another length than their shape, or of data elsewhere", async () => {
    const short = addition(rawTensor("w", [3], floats(1, 2)), 3);
    await expect(half(short)).rejects.toMatchObject({
      code: "INVALID_BACKBONE",
      message: expect.stringContaining("8 bytes of data; their shape takes 12"),
    });
    const elsewhere = multiplication(externalTensor("../outside.bin", [32, 32]));
    await expect(half(elsewhere)).rejects.toMatchObject({ code: "INVALID_BACKBONE" });
    expect(existsSync(path.join(directory(), "half", "model.onnx"))).toBe(false);
  });

  it("differs from float32 by rounding only", async () => {
    const model = multiplication(rawTensor("w", [32, 32], randomTensor([32, 32], 3).data));
    const x = randomTensor([8, 32], 4);
    const [exact, found] = [await runFloat32(model, x), await runOnnxFile(await half(model), { x })];
    // 32 products of numbers below 1, each rounded by 2^-11 at most in either factor and once in the sum.
    expect(largestDifference(found.y!.data, exact.data).value).toBeLessThan(32 * 2 ** -10);
    expect(found.y!.data).not.toEqual(exact.data);
  });

  async function half(model: Buffer, stem = "model"): Promise<string> {
    const source = path.join(directory(), "source.onnx");
    await writeFile(source, model);
    const target = path.join(directory(), "half");
    await mkdir(target, { recursive: true });
    await writeFloat16Model(source, { directory: target, stem });
    return path.join(target, `${stem}.onnx`);
  }

  async function runFloat32(model: Buffer, x: Tensor32): Promise<Tensor32> {
    const file = path.join(directory(), "float32.onnx");
    await writeFile(file, model);
    return (await runOnnxFile(file, { x })).y!;
  }
});

/** y = x + w */
function addition(weights: Buffer, size: number): Buffer {
  return rawModel({
    nodes: [rawNode("Add", ["x", "w"], ["y"])],
    tensors: [weights],
    inputs: { x: ["N", size] },
    outputs: { y: ["N", size] },
  });
}

/** y = x w, of 32 values each */
function multiplication(weights: Buffer): Buffer {
  return rawModel({
    nodes: [rawNode("MatMul", ["x", "w"], ["y"])],
    tensors: [weights],
    inputs: { x: ["N", 32] },
    outputs: { y: ["N", 32] },
  });
}

/** The float32 tensor "w" whose data are a whole file. */
function externalTensor(location: string, dims: number[]): Buffer {
  const entry = Buffer.concat([
    lengthPrefixed(1, Buffer.from("location")),
    lengthPrefixed(2, Buffer.from(location)),
  ]);
  return Buffer.concat([
    ...dims.map((size) => integerField(1, size)),
    integerField(2, 1),
    lengthPrefixed(8, Buffer.from("w")),
    lengthPrefixed(13, entry),
    integerField(14, 1),
  ]);
}
