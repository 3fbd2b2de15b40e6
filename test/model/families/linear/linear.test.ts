import path from "node:path";
import type { Parameter } from "../../../../src/graph/graph";
import { FAMILIES } from "../../../../src/model/families/families";
import { linearFamily } from "../../../../src/model/families/linear/linear-family";
import { writeModel } from "../../../../src/model/families/write-model";
import { exportHead } from "../../../../src/training/export-head";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";
import { randomTensor } from "../../../helpers/graph/random-tensors";
import { runOnnxFile } from "../../../helpers/onnx/run-onnx-file";

const [F, H, W, WORD, CLASSES] = [3, 2, 4, 5, 2];
const P = H * W;
const TOP = 6;
const given = [
  { name: "features", shape: [F, H, W] },
  { name: "global", shape: [7] },
];
const parameters: Parameter[] = [
  ...["weight", "bias", "running_mean", "running_var"].map((name) => ({
    ...{ name: `linear.norm.${name}`, shape: [F] },
  })),
  { name: "linear.classifier.weight", shape: [F, WORD] },
  { name: "linear.classifier.bias", shape: [F] },
];
const weights = Object.fromEntries(
  parameters.map(({ name, shape }, seed) => {
    const { data } = randomTensor(shape, 10 + seed);
    return [name, name.endsWith("var") ? data.map((x) => 1 + x / 2) : data];
  }),
);
const value = (name: string, place: number) => weights[`linear.${name}`]![place]!;

/** Responses [P, C] in double precision, by the definition: standardized features times M · w / |w| + b. */
function responses(features: Float32Array, vectors: Float32Array): number[][] {
  const lengths = Array.from({ length: CLASSES }, (_, c) =>
    Math.hypot(...vectors.subarray(c * WORD, (c + 1) * WORD)),
  );
  return Array.from({ length: P }, (_, p) =>
    lengths.map((length, c) => {
      let sum = 0;
      for (let f = 0; f < F; f++) {
        const centered = features[f * P + p]! - value("norm.running_mean", f);
        const deviation = Math.sqrt(value("norm.running_var", f) + 0.001);
        const region = (centered / deviation) * value("norm.weight", f) + value("norm.bias", f);
        let classifier = value("classifier.bias", f);
        for (let k = 0; k < WORD; k++)
          classifier += (value("classifier.weight", f * WORD + k) * vectors[c * WORD + k]!) / length;
        sum += region * classifier;
      }
      return sum;
    }),
  );
}

describe("a linear head", () => {
  const directory = directoryPerTest();
  const write = async (backbone: typeof given | null) => {
    const checkpointPath = path.join(directory(), "head.safetensors");
    await exportHead(checkpointPath, parameters, weights);
    return writeModel(
      { checkpointPath, heads: null, given: backbone },
      FAMILIES,
      path.join(directory(), "made"),
    );
  };

  it("imported from its exported file, scores by the mean of its best regions, each its own standardized features", async () => {
    const { part } = await write(given);
    expect(part).toMatchObject({
      ...{ family: "linear", grid: { height: H, width: W, regionSize: F } },
      ...{ labels: { from: "words", size: WORD }, score: { topRegions: TOP, probability: "calibrated" } },
    });
    expect(part.encode.flatMap(({ takes }) => takes.map(({ name }) => name))).toEqual(["features"]);
    const run = (file: string, inputs: Parameters<typeof runOnnxFile>[1]) =>
      runOnnxFile(path.join(directory(), "made/model", file), inputs);
    const features = randomTensor([1, F, H, W], 1);
    const vectors = randomTensor([CLASSES, WORD], 2);
    const { regions } = await run("regions.onnx", { features });
    const { classifiers } = await run("classifiers.onnx", { vectors });
    const { logits, maps } = await run("score-maps.onnx", { regions: regions!, classifiers: classifiers! });
    const expected = responses(features.data, vectors.data);
    expect([...maps!.data]).toEqual(expected.flat().map((x) => expect.closeTo(x, 5)));
    for (let c = 0; c < CLASSES; c++) {
      const best = expected.map((row) => row[c]!).sort((a, b) => b - a);
      const mean = best.slice(0, TOP).reduce((sum, x) => sum + x) / TOP;
      expect(logits!.data[c]).toBeCloseTo(mean, 5);
    }
  });

  it("is imported with a backbone only", async () => {
    await expect(write(null)).rejects.toThrow("A linear head is imported with its backbone.");
  });

  it("on another backbone is refused, with the tensors that do not fit", async () => {
    await expect(write([{ name: "features", shape: [4, H, W] }, given[1]!])).rejects.toThrow(
      /linear\.norm\.weight \(expected float32 \[4\], found float32 \[3\]\)/,
    );
  });

  it("takes the features of a backbone alone, so that no global vector is computed for it", () => {
    expect(linearFamily.head?.takes).toEqual(["features"]);
  });
});
