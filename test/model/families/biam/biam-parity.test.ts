import { withOutputs } from "../../../../src/graph/graph";
import { biamClassifiers, biamScore, biamTrunk } from "../../../../src/model/families/biam/biam";
import { type ModelSizes, paperSizes } from "../../../../src/model/families/biam/sizes";
import { largestDifference } from "../../../../src/tensor/largest-difference";
import { nusWideVectors } from "../../../helpers/evaluations/nus-wide";
import { inDoubles, interpret, type Tensor64, tensor64 } from "../../../helpers/graph/interpreter";
import { runGraph, sourceOf, type Tensor32 } from "../../../helpers/graph/run-graph";
import { referenceArray, referenceWeights } from "../../../helpers/reference-files";
import { describeWithShared } from "../../../helpers/shared";

const smallSizes: ModelSizes = { ...paperSizes, channelDim: 32, heads: 4 };

/** Against float64; PyTorch's own float32 is within 2e-6 of it. */
const tolerance = 1e-4;

describeWithShared(
  "reference/model",
  "reference/model-256-8",
  "vocabularies",
)("BiAM with the reference weights, in ONNX Runtime", () => {
  describe.each([
    { folder: "model", file: "weights.legacy.pth", sizes: smallSizes },
    { folder: "model", file: "weights.zip.pth", sizes: smallSizes },
    { folder: "model", file: "weights.wrapped-module.legacy.pth", sizes: smallSizes },
    { folder: "model", file: "weights.wrapped-module.zip.pth", sizes: smallSizes },
    { folder: "model-256-8", file: "weights.legacy.pth", sizes: paperSizes },
  ])("$folder/$file", ({ folder, file, sizes }) => {
    let outputs: Awaited<ReturnType<typeof runModel>>;
    beforeAll(async () => {
      outputs = await runModel(folder, file, sizes);
    });

    const intermediates = { h_r: "h_r", e_r: "e_r", e_g: "e_g", regions: "e_f" };
    const stored = folder === "model" ? Object.entries(intermediates) : [];
    it.each([...stored, ["maps", "m"]])("computes %s as the authors' %s", async (ours, theirs) => {
      const values = ours === "maps" ? outputs.unseen.maps : outputs.trunk[ours];
      expect(await differenceFrom(folder, theirs, values)).toBeLessThan(tolerance);
    });

    it("gives the authors' logits of the 1,006 labels and of the 81 unseen ones", async () => {
      expect(await differenceFrom(folder, "logits_1006_f64", outputs.all.logits)).toBeLessThan(tolerance);
      expect(await differenceFrom(folder, "logits_81_f64", outputs.unseen.logits)).toBeLessThan(tolerance);
    });
  });

  it("misses the logits by far with a wrong number of heads, which is thus detected", async () => {
    const { all } = await runModel("model", "weights.zip.pth", { ...smallSizes, heads: 8 });
    expect(await differenceFrom("model", "logits_1006_f64", all.logits)).toBeGreaterThan(100 * tolerance);
  });
});

describeWithShared(
  "reference/model",
  "reference/model-256-8",
  "vocabularies",
)("the float64 interpreter", () => {
  // No closer, because some value in the authors' float64 run had been rounded to float32 before.
  it("gives the authors' float64 logits within 1e-6", async () => {
    const parameters = new Map(inDoubles(await referenceWeights("model", "weights.zip.pth")));
    const { features, global } = await referenceInputs("model", smallSizes);
    const image = { features: firstOf(features), global: firstOf(global) };
    const trunk = interpret(
      biamTrunk(smallSizes),
      Object.fromEntries(inDoubles(Object.entries(image))),
      parameters,
    );
    const { shape, data } = nusWideVectors().unseen;
    const vectors = tensor64(shape, data);
    const classifiers = interpret(biamClassifiers(smallSizes), { vectors }, parameters).get(
      "classifiers",
    ) as Tensor64;
    const regions = trunk.get("regions") as Tensor64;
    const scores = interpret(biamScore(smallSizes, { maps: false }), { regions, classifiers }, parameters);
    const expected = (await referenceArray("model", "logits_81_f64")).subarray(0, 81);
    expect(largestDifference((scores.get("logits") as Tensor64).data, expected).value).toBeLessThan(1e-6);
  });
});

/** All three parts on a reference folder's inputs: over all 1,006 labels, and over the 81 unseen ones. */
async function runModel(folder: string, file: string, sizes: ModelSizes) {
  const weights = await referenceWeights(folder, file);
  const weight = (name: string) => sourceOf(weights.get(name) as Tensor32);
  const trunkGraph = withOutputs(biamTrunk(sizes), ["h_r", "e_r", "e_g", "regions"]);
  const trunk = await runGraph(trunkGraph, await referenceInputs(folder, sizes), weight);
  const score = async (vectors: Tensor32) => {
    const { classifiers } = await runGraph(biamClassifiers(sizes), { vectors }, weight);
    const inputs = { regions: trunk.regions as Tensor32, classifiers: classifiers as Tensor32 };
    return runGraph(biamScore(sizes, { maps: true }), inputs, weight);
  };
  const { all, unseen } = nusWideVectors();
  return { trunk, all: await score(all), unseen: await score(unseen) };
}

async function referenceInputs(folder: string, sizes: ModelSizes) {
  const { featureChannels, gridHeight, gridWidth, globalSize } = sizes;
  const features = Float32Array.from(await referenceArray(folder, "features"));
  const global = Float32Array.from(await referenceArray(folder, "fc7"));
  const count = global.length / globalSize;
  return {
    features: { shape: [count, featureChannels, gridHeight, gridWidth], data: features },
    global: { shape: [count, globalSize], data: global },
  };
}

async function differenceFrom(folder: string, name: string, found: Tensor32 | undefined): Promise<number> {
  return largestDifference((found as Tensor32).data, await referenceArray(folder, name)).value;
}

function firstOf({ shape, data }: Tensor32): Tensor32 {
  return { shape: shape.with(0, 1), data: data.subarray(0, data.length / (shape[0] as number)) };
}
