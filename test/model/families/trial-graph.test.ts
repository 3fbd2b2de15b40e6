import { biamTrunk } from "../../../src/model/families/biam/biam";
import { paperSizes } from "../../../src/model/families/biam/sizes";
import { ACTIVATIONS } from "../../../src/model/families/transformer/graphs/activation";
import { READINGS } from "../../../src/model/families/transformer/graphs/dense-reading";
import { imageTower } from "../../../src/model/families/transformer/graphs/image-tower";
import { regionRows } from "../../../src/model/families/transformer/graphs/region-rows";
import { trialGraph } from "../../../src/model/families/trial-graph";
import { runGraph, sourceOf } from "../../helpers/graph/run-graph";

const tower = {
  width: 8,
  heads: 2,
  mlp: 16,
  activation: "gelu",
  gated: false,
  epsilon: 1e-6,
  layerScale: false,
  layers: 2,
  pictureHeight: 17,
  pictureWidth: 17,
  patch: 4,
  grid: { height: 4, width: 4, prefixTokens: 1 },
  patchBias: false,
  preNorm: false,
  head: "projection",
  size: 6,
} as const;

describe("the trial of a provider", () => {
  it("has every operator of the graphs that models encode with", () => {
    const graphs = [
      biamTrunk(paperSizes),
      regionRows(tower.grid, tower.size, 1e-12),
      ...READINGS.map((reading) => imageTower({ ...tower, layerScale: true }, reading)),
      ...ACTIVATIONS.map((activation) => imageTower({ ...tower, activation, preNorm: true }, "vanilla")),
      imageTower({ ...tower, gated: true, patchBias: true }, "vanilla"),
      imageTower(
        { ...tower, head: "pooling", size: tower.width, grid: { ...tower.grid, prefixTokens: 0 } },
        "vanilla",
      ),
      imageTower(
        { ...tower, head: "none", size: tower.width, grid: { ...tower.grid, prefixTokens: 2 } },
        "vanilla",
      ),
    ];
    const tried = operatorsOf(trialGraph());
    const needed = new Set(graphs.flatMap((graph) => [...operatorsOf(graph)]));
    expect([...needed].filter((operator) => !tried.has(operator))).toEqual([]);
  });

  it("gives finite numbers of zeros", async () => {
    const graph = trialGraph();
    const zeros = (shape: readonly (number | string)[]) => {
      const sizes = shape.map((size) => (typeof size === "number" ? size : 1));
      return { shape: sizes, data: new Float32Array(sizes.reduce((a, b) => a * b, 1)) };
    };
    const inputs = Object.fromEntries(graph.inputs.map(({ name, shape }) => [name, zeros(shape)]));
    const shapes = new Map(graph.parameters.map(({ name, shape }) => [name, shape]));
    const outputs = await runGraph(graph, inputs, (name) => sourceOf(zeros(shapes.get(name)!)));
    expect(Object.keys(outputs)).toHaveLength(3);
    expect(
      Object.values(outputs)
        .flatMap(({ data }) => [...data])
        .every(Number.isFinite),
    ).toBe(true);
  });
});

function operatorsOf({ nodes }: ReturnType<typeof trialGraph>): Set<string> {
  return new Set(nodes.map(({ operator }) => operator.name));
}
