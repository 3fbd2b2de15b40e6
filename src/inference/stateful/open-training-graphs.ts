import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Graph, Parameter } from "../../graph/graph";
import { writeOnnxModel } from "../../onnx/write/write-onnx-model";
import { type OpenGraphs, openStatefulGraphs } from "./open-stateful-graphs";

/** Writes a training's graphs as ONNX files under their names and opens them on some threads of the CPU. */
export async function openTrainingGraphs(
  { graphs, state }: { graphs: Readonly<Record<string, Graph>>; state: readonly Parameter[] },
  directory: string,
  threads: number,
): Promise<OpenGraphs> {
  await mkdir(directory, { recursive: true });
  const files: Record<string, string> = {};
  for (const [stem, graph] of Object.entries(graphs)) {
    await writeOnnxModel({ graph, directory, stem, readParameter: noParameter });
    files[stem] = path.join(directory, `${stem}.onnx`);
  }
  return openStatefulGraphs({ files, state, runtime: { provider: "cpu", threads } });
}

/** The graphs take their parameters as inputs of each run. */
function noParameter(name: string): never {
  throw new TypeError(`the graph of a training has the parameter ${name} of its own`);
}
