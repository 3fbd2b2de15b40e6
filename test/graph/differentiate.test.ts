import { buildGraph } from "../../src/graph/build-graph";
import { differentiate } from "../../src/graph/differentiate";
import { leakyRelu } from "../../src/graph/operators/elementwise/leaky-relu";
import { mul } from "../../src/graph/operators/elementwise/mul";
import { relu } from "../../src/graph/operators/elementwise/relu";
import { conv } from "../../src/graph/operators/products/conv";
import { dequantizeLinear } from "../../src/graph/operators/quantized/dequantize-linear";
import { reduceSum } from "../../src/graph/operators/reduction/reduce-sum";
import type { Shape } from "../../src/graph/tensor-type";
import { withoutUnusedNodes } from "../../src/graph/without-unused-nodes";
import { interpret, tensor64 } from "../helpers/graph/interpreter";

/** loss = sum of x * y, elementwise, of three numbers each. */
function product(shape: Shape = [3]) {
  const g = buildGraph("product");
  const terms = g.apply(mul, [g.input("x", shape), g.input("y", shape)], {}, "terms");
  return g.build([g.apply(reduceSum, [terms], { axes: [0], keepdims: 0 }, "loss")]);
}

describe("differentiate", () => {
  it("adds the requested gradients to the outputs, in their order, and names them", () => {
    const { graph, gradients } = differentiate(product(), "loss", ["y", "x"]);
    expect(graph.outputs).toEqual(["loss", gradients.get("y"), gradients.get("x")]);
    const values = interpret(graph, { x: tensor64([3], [1, 2, 3]), y: tensor64([3], [5, 7, 11]) }, new Map());
    expect([...values.get(gradients.get("x")!)!.data]).toEqual([5, 7, 11]);
    expect([...values.get(gradients.get("y")!)!.data]).toEqual([1, 2, 3]);
  });

  it("does not change the graph that it continues", () => {
    const graph = product();
    differentiate(graph, "loss", ["x"]);
    expect(graph.nodes).toHaveLength(2);
    expect(graph.outputs).toEqual(["loss"]);
  });

  it("gives the gradient of an intermediate value, such as a single layer's result", () => {
    const { graph, gradients } = differentiate(product(), "loss", ["terms"]);
    const values = interpret(graph, { x: tensor64([3], [1, 2, 3]), y: tensor64([3], [5, 7, 11]) }, new Map());
    expect([...values.get(gradients.get("terms")!)!.data]).toEqual([1, 1, 1]);
  });

  // PyTorch 1.13: relu'(0) = 0 and leaky_relu'(0) = its negative slope.
  it.each([
    ["Relu", 0, (g: ReturnType<typeof buildGraph>, x: ReturnType<typeof g.input>) => g.apply(relu, [x], {})],
    [
      "LeakyRelu",
      0.2,
      (g: ReturnType<typeof buildGraph>, x: ReturnType<typeof g.input>) =>
        g.apply(leakyRelu, [x], { alpha: 0.2 }),
    ],
  ])("takes the slope of %s at its kink as %f", (_, slope, bend) => {
    const g = buildGraph("kink");
    const bent = bend(g, g.input("x", [1]));
    const graph = g.build([g.apply(reduceSum, [bent], { axes: [0], keepdims: 0 }, "loss")]);
    const { graph: complete, gradients } = differentiate(graph, "loss", ["x"]);
    const values = interpret(complete, { x: tensor64([1], [0]) }, new Map());
    expect([...values.get(gradients.get("x")!)!.data]).toEqual([slope]);
  });

  it("writes a rule's gradients for all inputs, of which the unused ones can be removed", () => {
    const g = buildGraph("one-layer");
    const operands = [g.input("image", [1, 2, 4, 4]), g.input("weight", [3, 2, 3, 3]), g.input("bias", [3])];
    const mapped = g.apply(conv, operands, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
    const loss = g.apply(reduceSum, [mapped], { axes: [0, 1, 2, 3], keepdims: 0 }, "loss");
    const { graph } = differentiate(g.build([loss]), "loss", ["bias"]);
    const kept = withoutUnusedNodes(graph);
    const convolutions = kept.nodes.filter(({ operator }) => operator === conv);
    expect(convolutions).toHaveLength(1);
    expect(kept.nodes.length).toBeLessThan(graph.nodes.length);
    expect(kept.outputs).toEqual(graph.outputs);
  });

  it("refuses an operator without a gradient, naming it and its shapes", () => {
    const g = buildGraph("quantized");
    const whole = g.input("whole", [3], "int8");
    const real = g.apply(dequantizeLinear, [whole, g.input("scale", []), g.constant([0], [], "int8")], {});
    const graph = g.build([g.apply(reduceSum, [real], { axes: [0], keepdims: 0 }, "loss")]);
    expect(() => differentiate(graph, "loss", ["scale"])).toThrow(
      "DequantizeLinear cannot take [3] and [] and []: it has no gradient.",
    );
  });

  it("refuses a loss that is not a single number", () => {
    expect(() => differentiate(product(), "terms", ["x"])).toThrow("terms of graph product has shape [3]");
  });

  it("refuses to differentiate by a value that the loss does not depend on", () => {
    const g = buildGraph("apart");
    g.input("other", [2]);
    const graph = g.build([g.apply(reduceSum, [g.input("x", [2])], { axes: [0], keepdims: 0 }, "loss")]);
    expect(() => differentiate(graph, "loss", ["other"])).toThrow(
      'loss of graph apart does not depend on "other"',
    );
  });

  it("refuses a length that is only a symbol where a rule needs it", () => {
    expect(() => differentiate(product(["N"]), "loss", ["x"])).toThrow(
      "ReduceSum cannot take [N]: its gradient needs every length known",
    );
  });

  it("refuses a LeakyRelu whose slope it cannot derive from a sign", () => {
    const g = buildGraph("steep");
    const bent = g.apply(leakyRelu, [g.input("x", [1])], { alpha: 2 });
    const graph = g.build([g.apply(reduceSum, [bent], { axes: [0], keepdims: 0 }, "loss")]);
    expect(() => differentiate(graph, "loss", ["x"])).toThrow("LeakyRelu cannot take [1]");
  });
});
