import { buildGraph } from "../../src/graph/build-graph";
import { maxPool } from "../../src/graph/operators/products/max-pool";
import { reduceMean } from "../../src/graph/operators/reduction/reduce-mean";
import { classifierLayers, trunkLayers } from "../../src/model/families/biam/biam";
import { initialParameters } from "../../src/model/families/initial-parameters";
import { convReluNorm } from "../../src/model/families/layers";
import { scoreLayers } from "../../src/model/families/score-layers";
import { trainingMode } from "../../src/model/families/training-mode";
import { rankingLoss } from "../../src/model/losses/ranking-loss";
import { rankingTargets } from "../../src/model/losses/ranking-targets";
import { elementCount } from "../../src/tensor/shape";
import { adamFactors } from "../../src/training/adam";
import { dropoutMasks } from "../../src/training/dropout-masks";
import { trainingStep } from "../../src/training/training-step";
import { randomTensor } from "../helpers/graph/random-tensors";
import { type GraphInput, runGraph } from "../helpers/graph/run-graph";
import { tinySizes } from "../helpers/models/tiny-model";

const images = 4;
const classes = 5;

/** A backbone of two convolutions with pools, and BiAM behind it, under one loss. */
function jointLoss() {
  const g = buildGraph("joint");
  const mode = trainingMode();
  const halving = { kernel_shape: [2, 2], strides: [2, 2] } as const;
  let value = g.input("image", [images, 3, 16, 16]);
  for (const [name, from, to] of [
    ["first", 3, 16] as const,
    ["second", 16, tinySizes.featureChannels] as const,
  ])
    value = g.apply(maxPool, [convReluNorm(g, mode, value, name, { from, to })], halving);
  const global = g.apply(reduceMean, [value], { axes: [2, 3], keepdims: 0 });
  const sizes = { ...tinySizes, globalSize: tinySizes.featureChannels };
  const regions = trunkLayers(g, mode, sizes, value, global);
  const vectors = g.constant(randomTensor([classes, sizes.wordSize], 7).data, [classes, sizes.wordSize]);
  const { logits } = scoreLayers(g, sizes, regions, classifierLayers(g, sizes, vectors));
  const targets = {
    positives: g.input("positives", [images, 1], "int64"),
    isPositive: g.input("isPositive", [images, 1]),
    isNegative: g.input("isNegative", [images, classes]),
  };
  const graph = g.build([rankingLoss(g, logits, targets, "loss")]);
  return { graph, loss: "loss", statistics: mode.statistics, masks: mode.masks };
}

describe("a backbone and a head in one graph", () => {
  it("are trained together: the loss falls, and the first kernels move", async () => {
    const joint = jointLoss();
    const { graph, state, parameters } = trainingStep(joint);
    const random = randomTensor([5_000], 1).data;
    const first = initialParameters(parameters, (n) => (random[n % 5_000]! + 1) / 2);
    const labels = Int8Array.from({ length: images * classes }, (_, i) =>
      i % classes === Math.floor(i / classes) ? 1 : -1,
    );
    let values: Record<string, GraphInput> = Object.fromEntries(
      state.map(({ name, shape }) => [
        name,
        { shape, data: first.get(name) ?? new Float32Array(elementCount(shape)) },
      ]),
    );
    const targets = rankingTargets(labels, classes, 1);
    const losses: number[] = [];
    for (let step = 1; step <= 8; step++) {
      const masks = dropoutMasks(joint.masks, 1, step);
      const { stepSize, rootFloor } = adamFactors(step, 0.01);
      const given: Record<string, GraphInput> = {
        image: randomTensor([images, 3, 16, 16], 2),
        positives: { shape: [images, 1], data: targets.positives },
        isPositive: { shape: [images, 1], data: targets.isPositive },
        isNegative: { shape: [images, classes], data: targets.isNegative },
        stepSize: { shape: [], data: Float32Array.of(stepSize) },
        rootFloor: { shape: [], data: Float32Array.of(rootFloor) },
        ...Object.fromEntries(joint.masks.map(({ name, shape }, i) => [name, { shape, data: masks[i]! }])),
      };
      const found = await runGraph(graph, { ...given, ...values }, () => {
        throw new Error("the step is given its parameters");
      });
      losses.push(found.loss!.data[0]!);
      values = Object.fromEntries(state.map(({ name }) => [name, found[`next/${name}`]!]));
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    expect(values["first.body.weight"]!.data).not.toEqual(first.get("first.body.weight"));
  });
});
