import path from "node:path";
import { createSessionShelf, type SessionShelf } from "../../../src/inference/sessions/session-shelf";
import { inOnePart } from "../../../src/inference/stages/chain-input";
import { type Chain, createChainMemory, runStages } from "../../../src/inference/stages/run-stages";
import type { Stage } from "../../../src/model/description";
import { toFloat16 } from "../../../src/tensor/float16";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { interpret } from "../../helpers/graph/interpreter";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { parametersOf, tinyPicture } from "../../helpers/models/tiny-engine";
import { type TinyModel, tinyBackbone, tinySizes, writeTinyModel } from "../../helpers/models/tiny-model";

const { featureChannels, gridHeight, gridWidth, globalSize } = tinySizes;
const shape = [featureChannels, gridHeight, gridWidth];

describe("the loop over stages", () => {
  const directory = directoryPerTest();
  let tiny: TinyModel;
  let shelf: SessionShelf;
  let opened: string[];
  const chain = (stages: readonly Stage[] = tiny.description.encode): Chain => ({
    stages,
    runtime: { provider: "cpu", threads: 1 },
    maxBatch: 8,
    picture: tiny.description.picture,
    open: ({ file }) => {
      opened.push(path.basename(file));
      const model = { key: "tiny", runtime: { provider: "cpu", threads: 1 } as const };
      return shelf.get(model, path.join(tiny.directory, file));
    },
  });
  beforeEach(async () => {
    tiny = await writeTinyModel(directory());
    shelf = createSessionShelf(1);
    opened = [];
  });
  afterEach(() => shelf.dropAll());

  it("gives every requested value of a picture as a float64 interpreter does", async () => {
    const pictures = await Promise.all([1, 2, 3].map(tinyPicture));
    const image = Buffer.concat(pictures.map(({ pixels }) => pixels));
    const input = inOnePart({ count: 3, values: { image } });
    const made = await runStages(chain(), input, ["features", "global"], createChainMemory());
    expect(opened).toEqual(["body.onnx", "tail.onnx"]);
    const size = made.features!.length / 3;
    for (const [i, { image: tensor }] of pictures.entries()) {
      const expected = interpret(tinyBackbone(), { image: tensor }, parametersOf(tinyBackbone(), 1));
      const features = made.features!.subarray(i * size, (i + 1) * size);
      const global = made.global!.subarray(i * globalSize, (i + 1) * globalSize);
      expect(largestDifference(features, expected.get("features")!.data).value).toBeLessThan(1e-5);
      expect(largestDifference(global, expected.get("global")!.data).value).toBeLessThan(1e-5);
    }
  });

  it("runs only the stages that the given values leave to do, and takes float16 values for what they mean", async () => {
    const features = randomTensor([2, ...shape], 1).data;
    const memory = createChainMemory();
    const first = await runStages(chain(), inOnePart({ count: 2, values: { features } }), ["global"], memory);
    const global = Float32Array.from(first.global!);
    expect(opened.splice(0)).toEqual(["tail.onnx"]);
    const all = inOnePart({ count: 2, values: { features, global } });
    const regions = Float32Array.from((await runStages(chain(), all, ["regions"], memory)).regions!);
    expect(opened.splice(0)).toEqual(["trunk.onnx"]);
    const without = inOnePart({ count: 2, values: { features } });
    expect((await runStages(chain(), without, ["regions"], memory)).regions).toEqual(regions);
    const halves = inOnePart({
      count: 2,
      values: { features: toFloat16(features), global: toFloat16(global) },
    });
    const fromHalves = (await runStages(chain(), halves, ["regions"], memory)).regions!;
    expect(largestDifference(fromHalves, regions).value).toBeLessThan(1e-2);
  });

  it("gives each image the same bits, alone or in a batch, wherever the chain begins", async () => {
    const memory = createChainMemory();
    const features = randomTensor([5, ...shape], 2).data;
    const together = await runStages(
      chain(),
      inOnePart({ count: 5, values: { features } }),
      ["regions"],
      memory,
    );
    const regions = Float32Array.from(together.regions!);
    const size = features.length / 5;
    for (let i = 0; i < 5; i++) {
      const one = inOnePart({ count: 1, values: { features: features.subarray(i * size, (i + 1) * size) } });
      const alone = await runStages(chain(), one, ["regions"], memory);
      const length = regions.length / 5;
      expect(alone.regions).toEqual(regions.subarray(i * length, (i + 1) * length));
    }
  });

  it("says what is missing if no stage can make it", async () => {
    const global = new Float32Array(globalSize);
    const run = runStages(
      chain(),
      inOnePart({ count: 1, values: { global } }),
      ["regions"],
      createChainMemory(),
    );
    await expect(run).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: "The model makes its regions from image; got global.",
    });
  });
});
