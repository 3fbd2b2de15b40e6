import { logisticLoss } from "../../../lab/model/logistic-loss";
import { buildGraph } from "../../../src/graph/build-graph";
import { differentiate } from "../../../src/graph/differentiate";
import { interpret, tensor64 } from "../../helpers/graph/interpreter";

function lossOf(logits: number[][], labels: number[][]) {
  const shape = [logits.length, logits[0]!.length];
  const g = buildGraph("logistic-loss");
  const given = [g.input("logits", shape), g.input("isPositive", shape)] as const;
  const { graph, gradients } = differentiate(g.build([logisticLoss(g, ...given, "loss")]), "loss", [
    "logits",
  ]);
  const inputs = { logits: tensor64(shape, logits.flat()), isPositive: tensor64(shape, labels.flat()) };
  const values = interpret(graph, inputs, new Map());
  return { loss: values.get("loss")!.data[0]!, gradient: [...values.get(gradients.get("logits")!)!.data] };
}

describe("the logistic loss", () => {
  it("is log 2 for each label with a logit of 0, present or absent", () => {
    expect(lossOf([[0, 0, 0]], [[1, 0, 0]]).loss).toBeCloseTo(3 * Math.LN2, 12);
  });

  it("is the negative logarithm of the labels' probabilities: 3/4 for a present one, 1/5 for an absent one", () => {
    const logits = [Math.log(3), -Math.log(4)]; // sigmoids 3/4 and 1/5
    expect(lossOf([logits], [[1, 0]]).loss).toBeCloseTo(-Math.log(3 / 4) - Math.log(4 / 5), 12);
  });

  it("is the mean over the images", () => {
    expect(lossOf([[0], [Math.log(3)]], [[1], [1]]).loss).toBeCloseTo((Math.LN2 - Math.log(3 / 4)) / 2, 12);
  });

  it("has the sigmoid's error as its gradient", () => {
    const { gradient } = lossOf([[Math.log(3), -Math.log(4)]], [[1, 0]]);
    expect(gradient[0]).toBeCloseTo(3 / 4 - 1, 12);
    expect(gradient[1]).toBeCloseTo(1 / 5, 12);
  });
});
