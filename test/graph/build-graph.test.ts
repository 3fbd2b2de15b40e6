import { buildGraph, continueGraph } from "../../src/graph/build-graph";
import { typeOf, withOutputs } from "../../src/graph/graph";
import { mul } from "../../src/graph/operators/elementwise/mul";
import { relu } from "../../src/graph/operators/elementwise/relu";
import { topK } from "../../src/graph/operators/reduction/top-k-operator";

function positiveProduct() {
  const g = buildGraph("positive-product");
  const product = g.apply(mul, [g.input("x", ["N", 3]), g.parameter("scale", [3])], {}, "product");
  return g.build([g.apply(relu, [product], {}, "y")]);
}

describe("a graph", () => {
  it("lists its inputs, parameters, outputs and the type of every value", () => {
    const graph = positiveProduct();
    expect(graph.inputs).toEqual([{ name: "x", elementType: "float32", shape: ["N", 3] }]);
    expect(graph.parameters).toEqual([{ name: "scale", shape: [3] }]);
    expect(graph.outputs).toEqual(["y"]);
    expect([...graph.values.keys()]).toEqual(["x", "scale", "product", "y"]);
    expect(typeOf(graph, "product").shape).toEqual(["N", 3]);
  });

  it("can have any of its values as outputs instead", () => {
    const graph = positiveProduct();
    expect(withOutputs(graph, ["product", "y"]).outputs).toEqual(["product", "y"]);
    expect(graph.outputs).toEqual(["y"]);
    expect(() => withOutputs(graph, ["z"])).toThrow('Graph positive-product has no value named "z".');
  });

  it("names an operator's further outputs after the first", () => {
    const g = buildGraph("best");
    const best = g.apply(topK, [g.input("x", ["N", 9])], { k: [2], axis: 1 }, "best");
    expect(g.build([best]).nodes[0]?.outputs).toEqual(["best", "best.1"]);
  });

  it("can be continued without being changed", () => {
    const graph = positiveProduct();
    const g = continueGraph(graph);
    const again = g.apply(relu, [{ name: "y", ...typeOf(graph, "y") }], {});
    expect(g.build([again]).nodes.map(({ outputs }) => outputs[0])).toEqual(["product", "y", "Relu_2"]);
    expect(graph.nodes).toHaveLength(2);
    expect(graph.values.has("Relu_2")).toBe(false);
  });

  it("refuses two values with the same name", () => {
    const g = buildGraph("twice");
    g.input("x", [1]);
    expect(() => g.parameter("x", [1])).toThrow('Graph twice has two values named "x".');
  });

  it("refuses a constant whose values do not fill its shape", () => {
    expect(() => buildGraph("g").constant([1, 2], [3])).toThrow("2 values for shape [3]");
  });
});
