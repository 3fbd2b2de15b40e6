import { buildGraph } from "../../src/graph/build-graph";
import { adamFactors, adamStep } from "../../src/training/adam";
import { interpret, tensor64 } from "../helpers/graph/interpreter";

/** Steps of one weight, from sums of zero. */
function weightAfter(start: number, gradients: readonly number[], learningRate: number): number {
  const g = buildGraph("adam");
  const input = (name: string) => g.input(name, []);
  const state = { weight: input("weight"), sum: input("sum"), squares: input("squares") };
  const factors = { stepSize: input("stepSize"), rootFloor: input("rootFloor") };
  const graph = g.build(Object.values(adamStep(g, state, input("gradient"), factors)));
  let values = { weight: start, sum: 0, squares: 0 };
  gradients.forEach((gradient, position) => {
    const given = { ...values, gradient, ...adamFactors(position + 1, learningRate) };
    const tensors = Object.entries(given).map(([name, value]) => [name, tensor64([], [value])] as const);
    const found = interpret(graph, Object.fromEntries(tensors), new Map());
    const next = (name: string) => found.get(`next/${name}`)!.data[0]!;
    values = { weight: next("weight"), sum: next("sum"), squares: next("squares") };
  });
  return values.weight;
}

describe("Adam", () => {
  it("moves every weight by the learning rate in its first step, whatever the gradient's size", () => {
    expect(weightAfter(1, [0.5], 0.01)).toBeCloseTo(0.99, 7);
    expect(weightAfter(1, [-50], 0.01)).toBeCloseTo(1.01, 7);
  });

  // The decay pulls 2 by 0.001, against a gradient of -0.001 exactly: nothing is left to move it.
  it("treats the decay as part of the gradient", () => {
    expect(weightAfter(2, [-0.001], 0.01)).toBe(2);
  });

  // By hand for weight 0, gradients 1 then -1, rate 0.1; decay moves the second gradient to -1.00005.
  // mean 0.1, square 0.001: step 0.1. Then mean 0.09 - 0.100005 = -0.010005, square 0.000999 + 0.0010001,
  // corrected: -0.010005/0.19 = -0.05265789; 0.0019991/0.001999 = 1.00005; weight -0.1 + 0.1 * 0.0526566.
  it("corrects for averages that began at zero", () => {
    expect(weightAfter(0, [1, -1], 0.1)).toBeCloseTo(-0.09473434, 7);
  });
});
