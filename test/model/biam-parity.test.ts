import { readFile } from "node:fs/promises";
import path from "node:path";
import { withOutputs } from "../../src/graph/graph";
import { biamClassifiers, biamScore, biamTrunk } from "../../src/model/biam";
import { openCheckpoint } from "../../src/model/checkpoints/open-checkpoint";
import { type ModelSizes, paperSizes } from "../../src/model/sizes";
import { parseNpy } from "../../src/tensor/npy";
import { largestDifference } from "../helpers/largest-difference";
import { nusWideVectors } from "../helpers/nus-wide";
import { runGraph, type Tensor32 } from "../helpers/run-graph";
import { describeWithShared, sharedPath } from "../helpers/shared";

/** What the issue asks for; float32 in PyTorch is itself within 2e-6 of the float64 logits. */
const tolerance = 1e-4;

describeWithShared("BiAM on the authors' weights, in ONNX Runtime (needs ../shared)", () => {
  describe("with 32 channels and 4 heads", () => {
    const sizes = { ...paperSizes, channelDim: 32, heads: 4 };

    it("computes every intermediate of the authors' program on the way", async () => {
      const { trunk } = await runReference("model", sizes);
      for (const name of ["h_r", "e_r", "e_g"]) {
        expect(largestDifference(valuesOf(trunk, name), await reference("model", name))).toBeLessThan(
          tolerance,
        );
      }
      expect(largestDifference(valuesOf(trunk, "regions"), await reference("model", "e_f"))).toBeLessThan(
        tolerance,
      );
    });

    it("gives the authors' logits and maps", async () => {
      const { all, unseen } = await runReference("model", sizes);
      expect(
        largestDifference(valuesOf(all, "logits"), await reference("model", "logits_1006_f64")),
      ).toBeLessThan(tolerance);
      expect(
        largestDifference(valuesOf(unseen, "logits"), await reference("model", "logits_81_f64")),
      ).toBeLessThan(tolerance);
      expect(largestDifference(valuesOf(unseen, "maps"), await reference("model", "m"))).toBeLessThan(
        tolerance,
      );
    });

    it("misses them by far with another number of heads", async () => {
      const { all } = await runReference("model", { ...sizes, heads: 8 });
      expect(
        largestDifference(valuesOf(all, "logits"), await reference("model", "logits_1006_f64")),
      ).toBeGreaterThan(0.01);
    });
  });

  it("gives the authors' logits and maps at full size, 256 channels and 8 heads", async () => {
    const { all, unseen } = await runReference("model-256-8", paperSizes);
    expect(
      largestDifference(valuesOf(all, "logits"), await reference("model-256-8", "logits_1006_f64")),
    ).toBeLessThan(tolerance);
    expect(
      largestDifference(valuesOf(unseen, "logits"), await reference("model-256-8", "logits_81_f64")),
    ).toBeLessThan(tolerance);
    expect(largestDifference(valuesOf(unseen, "maps"), await reference("model-256-8", "m"))).toBeLessThan(
      tolerance,
    );
  });
});

/** All of the model on a reference folder's inputs: over all 1,006 labels, and over the 81 unseen ones. */
async function runReference(folder: string, sizes: ModelSizes) {
  const checkpoint = await openCheckpoint(path.join(sharedPath, "reference", folder, "weights.legacy.pth"));
  const weight = (name: string) => {
    const tensor = checkpoint.tensors.get(name);
    if (!tensor) throw new Error(`the checkpoint has no ${name}`);
    return tensor;
  };
  const features = Float32Array.from(await reference(folder, "features"));
  const global = Float32Array.from(await reference(folder, "fc7"));
  const n = global.length / sizes.globalSize;
  const trunk = await runGraph(
    withOutputs(biamTrunk(sizes), ["h_r", "e_r", "e_g", "regions"]),
    {
      features: { shape: [n, sizes.featureChannels, sizes.gridHeight, sizes.gridWidth], data: features },
      global: { shape: [n, sizes.globalSize], data: global },
    },
    weight,
  );
  const score = async (vectors: Tensor32) => {
    const { classifiers } = await runGraph(biamClassifiers(sizes), { vectors }, weight);
    const inputs = { regions: trunk.regions as Tensor32, classifiers: classifiers as Tensor32 };
    return runGraph(biamScore(sizes, { maps: true }), inputs, weight);
  };
  const vectors = nusWideVectors();
  const results = { trunk, all: await score(vectors.all), unseen: await score(vectors.unseen) };
  await checkpoint.close();
  return results;
}

async function reference(folder: string, name: string): Promise<ArrayLike<number>> {
  const { data } = parseNpy(await readFile(path.join(sharedPath, "reference", folder, `${name}.npy`)));
  if (data instanceof BigInt64Array) throw new Error(`${name} holds integers`);
  return data;
}

function valuesOf(outputs: Record<string, Tensor32>, name: string): Float32Array {
  return (outputs[name] as Tensor32).data;
}
