import { checkChain, shapeOf, stagesFor } from "../../src/model/chain";
import type { Stage } from "../../src/model/description";
import { describeBackbone } from "../../src/model/families/backbones/describe-backbone";
import { describeBiam } from "../../src/model/families/biam/describe-biam";
import { encoderHash } from "../../src/model/packages/encoder-hash";
import { joinParts, withBackbone } from "../../src/model/packages/join-parts";
import { packagesOf } from "../../src/model/packages/packages-of";
import { tinyPictureInput, tinySizes } from "../helpers/models/tiny-model";

const backbone = describeBackbone(tinyPictureInput, {
  image: "pixels",
  features: { inFile: "relu", shape: [8, 4, 4] },
  global: { inFile: "fc7", shape: [16] },
});
const own = { name: "head", part: describeBiam(tinySizes) };
const model = joinParts(own, { name: "vgg", part: backbone });

describe("a chain of stages", () => {
  const filesFor = (...given: string[]) => stagesFor(model.encode, given).map(({ file }) => file);

  it("runs only what the given values leave to do", () => {
    expect(filesFor("image")).toEqual(["vgg/body.onnx", "vgg/tail.onnx", "head/trunk.onnx"]);
    expect(filesFor("features")).toEqual(["vgg/tail.onnx", "head/trunk.onnx"]);
    expect(filesFor("features", "global")).toEqual(["head/trunk.onnx"]);
    expect(stagesFor(model.encode, ["image"], ["features"])).toEqual([model.encode[0]]);
    expect(stagesFor(model.encode, ["image"], ["image"])).toEqual([]);
  });

  it("runs of several stages that make a value the first that can be run", () => {
    const [body, tail, trunk] = model.encode as [Stage, Stage, Stage];
    const whole: Stage = { ...body, file: "joined.onnx", gives: trunk.gives };
    const encode = [whole, body, tail, trunk];
    expect(stagesFor(encode, ["image"])).toEqual([whole]);
    expect(stagesFor(encode, ["features"])).toEqual([tail, trunk]);
    expect(stagesFor(encode, ["image"], ["global"])).toEqual([body, tail]);
    expect(() => stagesFor(encode, ["global"])).toThrow("makes its regions from image; got global.");
  });

  it("is a graph, not a line: a stage may take the values of any earlier one", () => {
    expect(model.encode[2]!.takes.map(({ name }) => name)).toEqual(["features", "global"]);
    expect(shapeOf(model.encode, "global")).toEqual([16]);
    expect(shapeOf(model.encode, "image")).toEqual([3, 32, 32]);
    expect(shapeOf(model.encode, "tokens")).toBeNull();
  });

  it("is refused, naming both shapes, if a stage takes another shape than it is given", () => {
    const wide = describeBiam({ ...tinySizes, globalSize: 32 });
    expect(() => joinParts({ name: "head", part: wide }, { name: "vgg", part: backbone })).toThrow(
      "expected global [32] before the next; got image [3, 32, 32], features [8, 4, 4], global [16].",
    );
    const grid = { ...model.grid, regionSize: 17 };
    expect(() => checkChain({ ...model, grid })).toThrow("expected regions [16, 17]");
    expect(() => joinParts(own, null)).toThrow("describes the picture");
  });
});

describe("a model of packages", () => {
  it("names every file by its package, and can be put on another backbone", () => {
    expect(packagesOf(model)).toEqual(["vgg", "head"]);
    expect(model.score.maps).toBe("head/score-maps.onnx");
    const moved = withBackbone(model, "vgg", { name: "vgg-int8", part: backbone });
    expect(moved).toEqual(joinParts(own, { name: "vgg-int8", part: backbone }));
  });

  it("has a hash of its regions that depends on files, pictures and precision, and on nothing after them", () => {
    const hash = encoderHash(model, "float32");
    expect(encoderHash(structuredClone(model), "float32")).toBe(hash);
    const labels = { from: "text", size: 16, scale: 1, bias: 0 } as const;
    expect(encoderHash({ ...model, labels } as typeof model, "float32")).toBe(hash);
    const [body, ...rest] = model.encode as [Stage, ...Stage[]];
    const bicubic = { ...model.picture, filter: "bicubic" as const };
    const cropped = { ...model.picture, fit: "crop" as const };
    const others = [
      encoderHash(model, "float16"),
      encoderHash({ ...model, picture: bicubic }, "float32"),
      encoderHash({ ...model, picture: cropped }, "float32"),
      encoderHash({ ...model, encode: [{ ...body, precision: "int8" }, ...rest] }, "float32"),
      encoderHash({ ...model, encode: [{ ...body, file: "other/body.onnx" }, ...rest] }, "float32"),
    ];
    expect(new Set([hash, ...others]).size).toBe(6);
  });
});
