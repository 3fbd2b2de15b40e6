import { buildGraph } from "../../../src/graph/build-graph";
import { commonPart, ofWholeDirections, withoutCommonPart } from "../../../src/model/families/common-part";
import { directionsOf, linear } from "../../../src/model/families/layers";
import { randomTensor } from "../../helpers/graph/random-tensors";
import { runGraph, sourceOf } from "../../helpers/graph/run-graph";

const [CLASSES, SIZE, TO] = [6, 8, 4];

/** Vectors of any length whose cosines are near .98, as an encoder gives them. */
const vectors = randomTensor([CLASSES, SIZE], 1).data.map((x, i) => (1 + (i % 3)) * (1 + 0.15 * x));
const weights = {
  "map.weight": randomTensor([TO, SIZE], 2).data as Float32Array<ArrayBuffer>,
  "map.bias": randomTensor([TO], 3).data as Float32Array<ArrayBuffer>,
  other: Float32Array.of(1),
};

describe("what the directions of labels have in common", () => {
  it("leaves directions of mean 0 and root mean square 1 when it is taken away", async () => {
    const g = buildGraph("apart");
    const apart = withoutCommonPart(
      g,
      g.input("directions", [CLASSES, SIZE]),
      commonPart({ classes: CLASSES, vectors })!,
    );
    const directions = Array.from({ length: CLASSES }, (_, c) => {
      const row = vectors.subarray(c * SIZE, (c + 1) * SIZE);
      return [...row].map((x) => x / Math.hypot(...row));
    });
    const outputs = await runGraph(
      g.build([apart]),
      { directions: { shape: [CLASSES, SIZE], data: Float32Array.from(directions.flat()) } },
      none,
    );
    const { data } = outputs[apart.name]!;
    for (let i = 0; i < SIZE; i++) {
      const column = directions.map((_, c) => data[c * SIZE + i]!);
      expect(column.reduce((sum, x) => sum + x)).toBeCloseTo(0, 4);
    }
    expect(data.reduce((sum, x) => sum + x * x, 0) / CLASSES).toBeCloseTo(1, 4);
  });

  it("is in the weights of a map that was trained without it, for vectors of whatever label", async () => {
    const common = commonPart({ classes: CLASSES, vectors })!;
    const of = (name: string, apart: boolean) => {
      const g = buildGraph(name);
      const directions = directionsOf(g, g.input("vectors", [CLASSES, SIZE]));
      const given = apart ? withoutCommonPart(g, directions, common) : directions;
      return g.build([linear(g, given, "map", { from: SIZE, to: TO, name: "classifiers" })]);
    };
    const others = { vectors: randomTensor([CLASSES, SIZE], 4) };
    const run = (graph: ReturnType<typeof of>, values: typeof weights) =>
      runGraph(graph, others, (name) => {
        const data = values[name as keyof typeof weights];
        return sourceOf({ shape: name === "map.bias" ? [TO] : [TO, SIZE], data });
      });
    const trained = await run(of("trained", true), weights);
    const whole = ofWholeDirections(weights, "map", common) as typeof weights;
    const inUse = await run(of("in-use", false), whole);
    expect([...inUse.classifiers!.data]).toEqual(
      [...trained.classifiers!.data].map((x) => expect.closeTo(x, 4)),
    );
    expect(whole.other).toBe(weights.other);
  });

  it("is nothing where the labels are one", () => {
    expect(commonPart({ classes: 1, vectors: vectors.slice(0, SIZE) })).toBeNull();
    const twice = Float32Array.from({ length: 2 * SIZE }, (_, i) => (i < SIZE ? 1 : 2));
    expect(commonPart({ classes: 2, vectors: twice })).toBeNull();
  });
});

function none(name: string): never {
  throw new Error(`there is no parameter ${name}`);
}
