import path from "node:path";
import { buildGraph } from "../../../src/graph/build-graph";
import { add } from "../../../src/graph/operators/elementwise/add";
import { mul } from "../../../src/graph/operators/elementwise/mul";
import { type OpenGraphs, openStatefulGraphs } from "../../../src/inference/stateful/open-stateful-graphs";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const directory = directoryPerTest();
const runtime = { provider: "cpu", threads: 1 } as const;
const of = (...values: number[]) => ({ shape: [values.length], data: Float32Array.from(values) });

/** `grow`: total becomes total + x, and product = total * x of before; `look`: shown = total * y. */
async function openGraphs(): Promise<OpenGraphs> {
  const grow = buildGraph("grow");
  const [total, x] = [grow.input("total", [2]), grow.input("x", [2])];
  const outputs = [grow.apply(add, [total, x], {}, "next/total"), grow.apply(mul, [total, x], {}, "product")];
  const look = buildGraph("look");
  const shown = look.apply(mul, [look.input("total", [2]), look.input("y", [2])], {}, "shown");
  const readParameter = () => {
    throw new Error("there are no parameters");
  };
  for (const [stem, graph] of Object.entries({ grow: grow.build(outputs), look: look.build([shown]) }))
    await writeOnnxModel({ graph, directory: directory(), stem, readParameter });
  const inDirectory = (name: string) => path.join(directory(), name);
  return openStatefulGraphs({
    files: { grow: inDirectory("grow.onnx"), look: inDirectory("look.onnx") },
    state: [{ name: "total", shape: [2] }],
    runtime,
  });
}

describe("graphs that share a state", () => {
  it("start from zeros, pass the state from run to run and to each other, and return the other outputs", async () => {
    const graphs = await openGraphs();
    expect((await graphs.read()).total).toEqual(Float32Array.of(0, 0));
    expect(await graphs.run("grow", { x: of(1, 2) })).toEqual({ product: Float32Array.of(0, 0) });
    expect(await graphs.run("grow", { x: of(10, 20) })).toEqual({ product: Float32Array.of(10, 40) });
    expect(await graphs.run("look", { y: of(1, -1) })).toEqual({ shown: Float32Array.of(11, -22) });
    await graphs.run("grow", { x: of(0, 0.5) });
    expect((await graphs.read()).total).toEqual(Float32Array.of(11, 22.5));
    await graphs.close();
  });

  it("continue from a state that is written to them", async () => {
    const graphs = await openGraphs();
    await graphs.write({ total: Float32Array.of(5, 6) });
    expect(await graphs.run("look", { y: of(2, 2) })).toEqual({ shown: Float32Array.of(10, 12) });
    await graphs.close();
  });

  it("refuse a run without an input, and a state of another length, and go on", async () => {
    const graphs = await openGraphs();
    await expect(graphs.run("grow", {})).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: 'Graph grow was run without "x".',
    });
    await expect(graphs.write({ total: new Float32Array(3) })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: 'The state takes 2 values; got 3 values for "total".',
    });
    await expect(graphs.write({ other: new Float32Array(3) })).rejects.toThrow(
      "The state takes none of this name",
    );
    expect(await graphs.run("grow", { x: of(3, 4) })).toEqual({ product: Float32Array.of(0, 0) });
    await graphs.close();
  });

  it("are refused if a file is not a model", async () => {
    const opening = openStatefulGraphs({
      files: { step: path.join(directory(), "none.onnx") },
      state: [],
      runtime,
    });
    await expect(opening).rejects.toMatchObject({ code: "MODEL_NOT_READY" });
  });
});
