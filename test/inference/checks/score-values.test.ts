import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Graph } from "../../../src/graph/graph";
import { scoreValues } from "../../../src/inference/checks/score-values";
import { biamClassifiers, biamScore, biamTrunk } from "../../../src/model/families/biam/biam";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { interpret, tensor64 } from "../../helpers/graph/interpreter";
import { randomParameters, randomTensor } from "../../helpers/graph/random-tensors";
import { tinySizes, writeTinyModel } from "../../helpers/models/tiny-model";

const { featureChannels, gridHeight, gridWidth, globalSize, wordSize } = tinySizes;
const images = 11; // more than one batch
const labels = 3;
const inputs = {
  images,
  values: {
    features: randomTensor([images, featureChannels, gridHeight, gridWidth], 9).data,
    global: randomTensor([images, globalSize], 10).data,
  },
  labels,
  vectors: randomTensor([labels, wordSize], 7).data,
};

describe("a model's package on stored values", () => {
  const directory = directoryPerTest();

  it("gives the logits of a float64 interpreter of the graphs, with no rounding to half precision", async () => {
    const { head, headDirectory } = await writeTinyModel(directory());
    const done: number[] = [];
    const logits = await scoreValues(head, headDirectory, inputs, (count) => done.push(count));
    expect(largestDifference(logits, interpretedLogits()).value).toBeLessThan(1e-5);
    expect(done).toEqual([8, 11]);
  });

  it("ends with the error that its listener throws", async () => {
    const { head, headDirectory } = await writeTinyModel(directory());
    const stop = new Error("stopped by hand");
    const running = scoreValues(head, headDirectory, inputs, () => {
      throw stop;
    });
    await expect(running).rejects.toBe(stop);
  });

  it("answers MODEL_NOT_READY for a damaged graph", async () => {
    const { head, headDirectory } = await writeTinyModel(directory());
    await writeFile(path.join(headDirectory, "score.onnx"), "no protobuf");
    const run = scoreValues(head, headDirectory, inputs, () => undefined);
    await expect(run).rejects.toMatchObject({ code: "MODEL_NOT_READY" });
  });
});

function interpretedLogits(): Float64Array {
  const weights = (graph: Graph, seed: number) =>
    new Map(
      [...randomParameters(graph, seed)].map(([name, { shape, data }]) => [name, tensor64(shape, data)]),
    );
  const trunk = biamTrunk(tinySizes);
  const linear = biamClassifiers(tinySizes);
  const features = tensor64([images, featureChannels, gridHeight, gridWidth], inputs.values.features);
  const global = tensor64([images, globalSize], inputs.values.global);
  const vectors = tensor64([labels, wordSize], inputs.vectors);
  const regions = interpret(trunk, { features, global }, weights(trunk, 2)).get("regions")!;
  const classifiers = interpret(linear, { vectors }, weights(linear, 3)).get("classifiers")!;
  const score = biamScore(tinySizes, { maps: false });
  return interpret(score, { regions, classifiers }, new Map()).get("logits")!.data;
}
