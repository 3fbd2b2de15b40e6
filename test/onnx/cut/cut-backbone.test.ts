import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type BackboneManifest,
  backboneManifestSchema,
} from "../../../src/model/families/backbones/backbone-manifest";
import { cutBackbone } from "../../../src/onnx/cut/cut-backbone";
import { lengthPrefix, lengthPrefixed } from "../../../src/onnx/read/protobuf-fields";
import type { OnnxModel, OnnxNode, OnnxValueInfo } from "../../../src/onnx/write/onnx-messages";
import { encodeOnnxModel } from "../../../src/onnx/write/onnx-messages";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { tinyManifest, writeTinyModelFiles } from "../../helpers/models/tiny-model";
import { decodeOnnxModel } from "../../helpers/onnx/decode-onnx-model";
import { runOnnxFile } from "../../helpers/onnx/run-onnx-file";

const manifest = backboneManifestSchema.parse(tinyManifest);

describe("cutting a backbone at its feature map", () => {
  const directory = directoryPerTest();

  it("gives two parts that together compute what the whole does, with weights outside the file", async () => {
    const { onnxPath } = await writeTinyModelFiles(directory());
    const parts = await cut(onnxPath);
    expect(parts.sizes).toEqual({ features: { channels: 8, height: 4, width: 4 }, global: { size: 16 } });
    await expectSameResults(onnxPath, parts);
  });

  it("does the same with weights in the file, and does not change nodes and weights", async () => {
    const onnxPath = await writeModel(await tinyModel());
    const parts = await cut(onnxPath);
    await expectSameResults(onnxPath, parts);
    const whole = await graphOf(onnxPath);
    const [body, tail] = [await graphOf(parts.body), await graphOf(parts.tail)];
    expect([...body.node!, ...tail.node!]).toEqual(whole.node);
    expect([...body.initializer!, ...tail.initializer!].sort(byName)).toEqual(
      [...whole.initializer!].sort(byName),
    );
  });

  it("finds the values that a branch inside a node takes from outside", async () => {
    const model = await tinyModel();
    const graph = model.graph!;
    const last = graph.node!.at(-1)!; // Relu to "global"
    last.output = ["before"];
    const branch = (name: string, opType: string) => ({
      name,
      node: [{ opType, input: ["before"], output: [`${name}.result`] }],
      output: [floatValue(`${name}.result`, ["N", 16])],
    });
    graph.initializer!.push({ name: "condition", dims: [], dataType: 9, rawData: Uint8Array.of(1) });
    graph.node!.push({
      opType: "If",
      input: ["condition"],
      output: ["global"],
      attribute: [
        { name: "then_branch", type: 5, g: branch("then", "Neg") },
        { name: "else_branch", type: 5, g: branch("else", "Identity") },
      ],
    });
    const onnxPath = await writeModel(model);
    await expectSameResults(onnxPath, await cut(onnxPath));
  });

  it("takes sizes that the file leaves open from the manifest, and names missing ones", async () => {
    const model = await tinyModel();
    model.graph!.output = [floatValue("features", ["N", 8, "h", "w"]), floatValue("global", ["N", "g"])];
    const onnxPath = await writeModel(model);
    await expectRefusal(cut(onnxPath), /"features".*dimension 2; say it in the manifest as features\.height/);
    const said = { name: "features", height: 4, width: 4 };
    await expectRefusal(
      cut(onnxPath, { ...manifest, features: said }),
      /say it in the manifest as global\.size/,
    );
    const parts = await cut(onnxPath, { ...manifest, features: said, global: { name: "global", size: 16 } });
    expect(parts.sizes).toEqual({ features: { channels: 8, height: 4, width: 4 }, global: { size: 16 } });
    await expectSameResults(onnxPath, parts);
  });

  it("treats a batch of -1, as old exporters write it, as an open one", async () => {
    const model = await tinyModel();
    setInput(model, floatValue("image", [-1, 3, 32, 32]));
    const onnxPath = await writeModel(model);
    const parts = await cut(onnxPath);
    expect(parts.sizes.features).toEqual({ channels: 8, height: 4, width: 4 });
  });

  it("refuses graphs nested too deeply for a recursive walk", async () => {
    const parts = [lengthPrefixed(1, Buffer.from("image"))]; // from the innermost outwards
    let length = parts[0]!.length;
    const enclose = (fieldNumber: number) => {
      const prefix = lengthPrefix(fieldNumber, length);
      length += prefix.length;
      parts.push(prefix);
    };
    for (let depth = 0; depth < 20_000; depth++) for (const fieldNumber of [1, 6, 5]) enclose(fieldNumber);
    for (const fieldNumber of [1, 7]) enclose(fieldNumber);
    const file = path.join(directory(), "nested.onnx");
    await writeFile(file, Buffer.concat(parts.reverse()));
    await expectRefusal(cut(file), /graphs within graphs more than 32 deep/);
  });

  it("refuses a global vector that depends on the image bypassing the feature map, and shows the path", async () => {
    const model = await tinyModel();
    const last = model.graph!.node!.at(-1)!;
    last.output = ["scene"];
    model.graph!.node!.push(
      { opType: "GlobalAveragePool", input: ["image"], output: ["mean"] },
      {
        opType: "ReduceMean",
        input: ["mean", "axes"],
        output: ["brightness"],
        attribute: [keepNoDimensions],
      },
      { opType: "Add", input: ["scene", "brightness"], output: ["global"] },
    );
    const axes = new Uint8Array(BigInt64Array.of(1n, 2n, 3n).buffer);
    model.graph!.initializer!.push({ name: "axes", dims: [3], dataType: 7, rawData: axes });
    await expectRefusal(
      cut(await writeModel(model)),
      /"global" must be computed from "features" alone.*image -> mean -> brightness -> global/,
    );
  });

  it.each<[string, Partial<BackboneManifest>, RegExp]>([
    [
      "features that come after the global vector",
      swapped(),
      /"features" must be computed from "global" alone.*image -> .* -> features/,
    ],
    ["a value that is not in the file", { global: { name: "fc8" } }, /names "fc8".*features, global/],
    [
      "the image as its own feature map",
      { features: { name: "image" } },
      /"image" does not depend on "image"/,
    ],
    ["another size of image", { input: { ...manifest.input, width: 64 } }, /has 32 in dimension 3.*says 64/],
    ["other channels than the file has", { features: { name: "features", channels: 9 } }, /has 8.*says 9/],
    [
      "one value as both feature map and global vector",
      { features: { name: "global" } },
      /"global" does not depend on "global"/,
    ],
  ])("refuses %s", async (_, changes, message) => {
    const { onnxPath } = await writeTinyModelFiles(directory());
    await expectRefusal(cut(onnxPath, { ...manifest, ...changes }), message);
  });

  it.each<[string, (model: OnnxModel) => void, RegExp]>([
    [
      "a fixed batch of eight",
      (m) => setInput(m, floatValue("image", [8, 3, 32, 32])),
      /fixed batch of 8.*symbolic/,
    ],
    [
      "an image of bytes",
      (m) => setInput(m, floatValue("image", ["N", 3, 32, 32], 2)),
      /element type 2.*float32/,
    ],
    [
      "a vector with extra dimensions",
      (m) => m.graph!.output!.splice(1, 1, floatValue("global", ["N", 16, 1, 1])),
      /4 dim/,
    ],
    ["weights in a file elsewhere", (m) => moveData(m, "../secret"), /beside the ONNX file; "\.\.\/secret"/],
    ["weights in a missing file", (m) => moveData(m, "gone.data"), /could not be opened/],
  ])("refuses a model with %s", async (_, change, message) => {
    const model = await tinyModel();
    change(model);
    await expectRefusal(cut(await writeModel(model)), message);
  });

  it("refuses a file wherever it is cut off", async () => {
    const bytes = Buffer.from(encodeOnnxModel(await tinyModel()));
    const file = path.join(directory(), "cut-off.onnx");
    for (let length = 0; length < bytes.length; length += 97) {
      await writeFile(file, bytes.subarray(0, length));
      await expectRefusal(cut(file), /./);
    }
  });

  /** The tiny backbone with all of its weights in the file, to be changed. */
  async function tinyModel(): Promise<OnnxModel> {
    const { onnxPath } = await writeTinyModelFiles(path.join(directory(), "files"));
    const model = decodeOnnxModel(await readFile(onnxPath));
    const data = await readFile(`${onnxPath}.data`);
    for (const tensor of model.graph!.initializer!) {
      if (tensor.dataLocation !== 1) continue;
      const entries = new Map(tensor.externalData!.map(({ key, value }) => [key, Number(value)]));
      const offset = entries.get("offset")!;
      tensor.rawData = Uint8Array.from(data.subarray(offset, offset + entries.get("length")!));
      delete tensor.externalData;
      delete tensor.dataLocation;
    }
    return model;
  }

  async function writeModel(model: OnnxModel): Promise<string> {
    const file = path.join(directory(), "model.onnx");
    await writeFile(file, encodeOnnxModel(model));
    return file;
  }

  async function cut(onnxPath: string, by: BackboneManifest = manifest) {
    const parts = path.join(directory(), `parts-${Math.random()}`);
    await mkdir(parts);
    const sizes = await cutBackbone(onnxPath, by, parts);
    return { sizes, body: path.join(parts, "body.onnx"), tail: path.join(parts, "tail.onnx") };
  }
});

async function expectSameResults(whole: string, parts: { body: string; tail: string }): Promise<void> {
  const image = randomTensor([2, 3, 32, 32], 9);
  const expected = await runOnnxFile(whole, { image });
  const { features } = await runOnnxFile(parts.body, { image });
  const { global } = await runOnnxFile(parts.tail, { features: features! });
  expect(features!.data).toEqual(expected.features!.data);
  expect(global!.data).toEqual(expected.global!.data);
  expect(new Set(global!.data).size).toBeGreaterThan(4);
}

async function expectRefusal(promise: Promise<unknown>, message: RegExp): Promise<void> {
  await expect(promise).rejects.toMatchObject({
    code: "INVALID_BACKBONE",
    message: expect.stringMatching(message),
  });
}

async function graphOf(file: string) {
  return decodeOnnxModel(await readFile(file)).graph!;
}

function byName(a: { name?: string }, b: { name?: string }): number {
  return a.name! < b.name! ? -1 : 1;
}

const keepNoDimensions: NonNullable<OnnxNode["attribute"]>[number] = { name: "keepdims", type: 2, i: 0 };

function swapped(): Partial<BackboneManifest> {
  return { features: { name: "global" }, global: { name: "features" } };
}

function floatValue(name: string, shape: (number | string)[], elemType = 1): OnnxValueInfo {
  const dim = shape.map((size) => (typeof size === "number" ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function setInput(model: OnnxModel, input: OnnxValueInfo): void {
  model.graph!.input = [input];
}

function moveData(model: OnnxModel, location: string): void {
  const tensor = model.graph!.initializer![0]!;
  delete tensor.rawData;
  tensor.dataLocation = 1;
  tensor.externalData = [{ key: "location", value: location }];
}
