import { withOutputs } from "../../../../src/graph/graph";
import { biamClassifiers, biamScore, biamTrunk } from "../../../../src/model/families/biam/biam";
import { type ModelSizes, modelSizes, paperSizes } from "../../../../src/model/families/biam/sizes";
import { elementCount } from "../../../../src/tensor/shape";
import { expectInterpreterAgrees } from "../../../helpers/graph/expect-interpreter-agrees";
import { randomParameters, randomTensor } from "../../../helpers/graph/random-tensors";
import { runGraph, sourceOf } from "../../../helpers/graph/run-graph";

const tiny: ModelSizes = {
  featureChannels: 6,
  gridHeight: 3,
  gridWidth: 4,
  globalSize: 10,
  wordSize: 5,
  channelDim: 8,
  heads: 2,
  regionSize: 7,
  topRegions: 3,
};

function parameterTotal(sizes: ModelSizes): number {
  const parameters = [biamTrunk(sizes), biamClassifiers(sizes)].flatMap((graph) => graph.parameters);
  // The published counts are of trained parameters, to which running statistics do not belong.
  const trained = parameters.filter(({ name }) => !name.includes("running_"));
  return trained.reduce((total, { shape }) => total + elementCount(shape), 0);
}

describe("BiAM", () => {
  it("has 3,828,480 parameters with 256 channels and 9,861,632 with 512", () => {
    expect(parameterTotal(paperSizes)).toBe(3_828_480);
    expect(parameterTotal({ ...paperSizes, channelDim: 512 })).toBe(9_861_632);
  });

  it.each([
    { channelDim: 8, heads: 1 },
    { channelDim: 8, heads: 2 },
    { channelDim: 8, heads: 8 },
    { channelDim: 12, heads: 3 },
    { channelDim: 16, heads: 4, gridHeight: 5, gridWidth: 2 },
    {
      channelDim: 4,
      heads: 2,
      gridHeight: 1,
      gridWidth: 7,
      globalSize: 3,
      regionSize: 9,
      featureChannels: 2,
    },
  ])(
    "computes the same regions as the interpreter with $channelDim channels and $heads heads",
    async (changed) => {
      const sizes = modelSizes.parse({ ...tiny, ...changed });
      const { featureChannels, gridHeight, gridWidth, globalSize } = sizes;
      await expectInterpreterAgrees(biamTrunk(sizes), {
        features: randomTensor([2, featureChannels, gridHeight, gridWidth], 1),
        global: randomTensor([2, globalSize], 2),
      });
    },
  );

  it("computes the same classifiers, logits and maps as the interpreter", async () => {
    await expectInterpreterAgrees(biamClassifiers(tiny), { vectors: randomTensor([4, 5], 3) });
    const inputs = { regions: randomTensor([2, 12, 7], 4), classifiers: randomTensor([9, 7], 5) };
    await expectInterpreterAgrees(biamScore(tiny, { maps: true }), inputs);
    await expectInterpreterAgrees(biamScore(tiny, { maps: false }), inputs);
  });

  it("gives a region the same values whatever else is in its batch", async () => {
    const features = randomTensor([3, 6, 3, 4], 6);
    const global = randomTensor([3, 10], 7);
    const together = await expectInterpreterAgrees(biamTrunk(tiny), { features, global });
    const alone = await expectInterpreterAgrees(biamTrunk(tiny), {
      features: { shape: [1, 6, 3, 4], data: features.data.slice(72, 144) },
      global: { shape: [1, 10], data: global.data.slice(10, 20) },
    });
    expect([...(alone.regions?.data ?? [])]).toEqual([...(together.regions?.data.slice(84, 168) ?? [])]);
  });

  it("scores a class by the mean of its largest responses over the regions", async () => {
    const sizes = { ...tiny, gridHeight: 2, gridWidth: 2, regionSize: 2, topRegions: 2 };
    const regions = { shape: [1, 4, 2], data: Float32Array.of(1, 0, 2, -1, 3, 5, -4, 1) };
    const classifiers = { shape: [2, 2], data: Float32Array.of(1, 0, 0, 2) };
    const { logits, maps } = await runGraph(biamScore(sizes, { maps: true }), { regions, classifiers }, none);
    expect(maps).toEqual({ shape: [1, 4, 2], data: Float32Array.of(1, 0, 2, -2, 3, 10, -4, 2) });
    expect(logits).toEqual({ shape: [1, 2], data: Float32Array.of(2.5, 6) });
  });

  it("attends to no region whose score is exactly 0 if others have scores", async () => {
    const sizes = { ...tiny, gridHeight: 5, gridWidth: 1 };
    const trunk = biamTrunk(sizes);
    const weights = randomParameters(trunk, 1);
    const zeroed = ["conv_3X3.body.bias", "conv_3X3.bn.bias", "conv_3X3.bn.running_mean"];
    for (const name of [...zeroed, "region_context_block.w_k.bias"]) weights.get(name)?.data.fill(0);
    // Features at the first position alone: the convolution reaches the second, the other keys are 0.
    const features = {
      shape: [1, 6, 5, 1],
      data: randomTensor([30], 2).data.map((x, i) => (i % 5 === 0 ? x : 0)),
    };
    const softmax = trunk.nodes.find(({ operator }) => operator.name === "Softmax")?.outputs[0] as string;
    const outputs = await runGraph(
      withOutputs(trunk, [softmax]),
      { features, global: randomTensor([1, 10], 3) },
      (name) => sourceOf(weights.get(name)!),
    );
    const attention = outputs[softmax]!; // [1, 2, 5, 5]
    for (let row = 0; row < 10; row++) {
      const [first, second, ...others] = attention.data.slice(5 * row, 5 * row + 5);
      expect(first! + second!).toBeCloseTo(1, 6);
      expect(others).toEqual([0, 0, 0]);
    }
  });

  it("refuses heads that do not divide the channels and more top regions than there are", () => {
    expect(modelSizes.safeParse({ ...tiny, heads: 3 }).error?.issues).toMatchObject([
      { path: ["heads"], message: "must divide channelDim" },
    ]);
    expect(modelSizes.safeParse({ ...tiny, topRegions: 13 }).error?.issues).toMatchObject([
      { path: ["topRegions"], message: "must not exceed gridHeight x gridWidth" },
    ]);
  });
});

function none(name: string): never {
  throw new Error(`scoring has no parameter ${name}`);
}
