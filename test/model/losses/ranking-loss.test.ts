import { buildGraph } from "../../../src/graph/build-graph";
import { differentiate } from "../../../src/graph/differentiate";
import { withoutUnusedNodes } from "../../../src/graph/without-unused-nodes";
import { rankingLoss } from "../../../src/model/losses/ranking-loss";
import { rankingTargets } from "../../../src/model/losses/ranking-targets";
import { largestDifference } from "../../../src/tensor/largest-difference";
import { interpret, tensor64 } from "../../helpers/graph/interpreter";
import { type GraphInput, runGraph } from "../../helpers/graph/run-graph";
import { referenceArray } from "../../helpers/reference-files";
import { describeWithShared } from "../../helpers/shared";
import { mostPositives, referenceLabels, trainingManifest } from "../../helpers/trainings/training-reference";

/** The loss of logits [N, C] and its gradient, as a graph and what it is given. */
function lossOf(logits: Float32Array, labels: Int8Array, classes: number) {
  const images = labels.length / classes;
  const most = mostPositives(labels, classes);
  const g = buildGraph("ranking-loss");
  const scores = g.input("logits", [images, classes]);
  const inputs = {
    positives: g.input("positives", [images, most], "int64"),
    isPositive: g.input("isPositive", [images, most]),
    isNegative: g.input("isNegative", [images, classes]),
  };
  const { graph, gradients } = differentiate(g.build([rankingLoss(g, scores, inputs, "loss")]), "loss", [
    "logits",
  ]);
  const { positives, isPositive, isNegative } = rankingTargets(labels, classes, most);
  const given: Record<string, GraphInput> = {
    logits: { shape: [images, classes], data: logits },
    positives: { shape: [images, most], data: positives },
    isPositive: { shape: [images, most], data: isPositive },
    isNegative: { shape: [images, classes], data: isNegative },
  };
  return { graph: withoutUnusedNodes(graph), gradient: gradients.get("logits")!, given };
}

function inDoublePrecision(logits: number[], labels: number[]) {
  const { graph, gradient, given } = lossOf(Float32Array.from(logits), Int8Array.from(labels), logits.length);
  const doubles = Object.entries(given).map(
    ([name, { shape, data }]) => [name, tensor64(shape, Array.from(data, Number))] as const,
  );
  const values = interpret(graph, Object.fromEntries(doubles), new Map());
  return { loss: values.get("loss")!.data[0]!, gradient: [...values.get(gradient)!.data] };
}

describe("the ranking loss", () => {
  // Positive 0 scores 2; the negatives 1.5 and 0 are 0.5 too near and 1 clear; the class of label 0 is left out.
  it("is the mean of the hinges above 0, over pairs of a positive and a negative class", () => {
    const { loss, gradient } = inDoublePrecision([2, 1.5, 0, 9], [1, -1, -1, 0]);
    expect(loss).toBeCloseTo(0.5, 7);
    expect(gradient.map((value) => Number(value.toFixed(6)))).toEqual([-1, 1, 0, 0]);
  });

  // Hinges: 1 + 1.5 - 2 = 0.5 and 1 + 1.5 - 1 = 1.5, of two positives against one negative.
  it("compares every positive of an image with every negative", () => {
    const { loss, gradient } = inDoublePrecision([2, 1, 1.5], [1, 1, -1]);
    expect(loss).toBeCloseTo(1, 7);
    expect(gradient.map((value) => Number(value.toFixed(6)))).toEqual([-0.5, -0.5, 1]);
  });

  // 1 + 0.5 - 1.5 is exactly 0: not counted, so that the sum is divided by 1e-8 alone.
  it("has the authors' slope of 1e8 if an image's only hinge is exactly 0", () => {
    const { loss, gradient } = inDoublePrecision([1.5, 0.5], [1, -1]);
    expect(loss).toBe(0);
    expect(gradient.map((value) => Math.round(value / 1e6))).toEqual([-100, 100]);
  });

  it.each([
    ["no positive", [-1, -1, 0]],
    ["no negative", [1, 1, 0]],
    ["no label at all", [0, 0, 0]],
  ])("is 0 for an image with %s, and has no gradient", (_, labels) => {
    const { loss, gradient } = inDoublePrecision([1, 2, 3], labels);
    expect(loss).toBe(0);
    expect(gradient.map(Math.abs)).toEqual([0, 0, 0]);
  });

  it("refuses labels other than 1, -1 and 0, naming the image and the class", () => {
    expect(() => rankingTargets(Int8Array.of(0, 1, 0, 2), 2, 1)).toThrow("got 2 for class 1 of image 1");
  });

  it("refuses an image with more positives than the step was made for", () => {
    expect(() => rankingTargets(Int8Array.of(1, 1), 2, 1)).toThrow(
      "image 0 of the batch has more than 1 positive labels",
    );
  });
});

describeWithShared("reference/training")("the ranking loss in ONNX Runtime", () => {
  it.each(["small", "special", "sparse32x925"])(
    "is the authors', case %s, gradient included",
    async (name) => {
      const logits = Float32Array.from(await referenceArray("training", `rank_${name}_logits`));
      const { labels, classes } = await referenceLabels(`rank_${name}_labels`);
      const { graph, gradient, given } = lossOf(logits, labels, classes);
      const outputs = await runGraph(graph, given, () => {
        throw new Error("the loss has no parameters");
      });
      const expected = trainingManifest().ranking_loss[name]!.loss_f64;
      expect(Math.abs(outputs.loss!.data[0]! - expected)).toBeLessThan(1e-5);
      const slopes = await referenceArray("training", `rank_${name}_grad`);
      expect(largestDifference(outputs[gradient]!.data, slopes).value).toBeLessThan(1e-5);
    },
  );
});
