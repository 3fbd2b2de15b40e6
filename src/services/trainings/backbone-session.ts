import path from "node:path";
import { openStatefulGraphs } from "../../inference/stateful/open-stateful-graphs";
import type { BackboneDescriptor } from "../../model/packages/backbone-descriptor";
import { readBackboneDescriptor } from "../../model/packages/backbone-descriptor";

/** A backbone in a thread of its own, at the priority of a training: it makes features for one. */
export interface BackboneSession {
  readonly descriptor: BackboneDescriptor;
  /** Images [N, 3, height, width] become features [N, C, h, w]; the buffer is given away. */
  features(images: Float32Array<ArrayBuffer>, count: number): Promise<Float32Array<ArrayBuffer>>;
  /** Features become scene vectors [N, G]; the buffer is given away. */
  scenes(features: Float32Array<ArrayBuffer>, count: number): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Opens the float32 backbone of a package directory on the CPU. */
export async function openBackbone(directory: string, threads: number): Promise<BackboneSession> {
  const descriptor = await readBackboneDescriptor(directory);
  const { input, body, tail, features } = descriptor;
  const graphs = await openStatefulGraphs({
    files: { body: path.join(directory, body.file), tail: path.join(directory, tail.file) },
    state: [],
    runtime: { provider: "cpu", threads },
  });
  const run = async (
    graph: "body" | "tail",
    { input: name, output }: { input: string; output: string },
    data: Float32Array<ArrayBuffer>,
    shape: number[],
  ) => (await graphs.run(graph, { [name]: { data, shape } }))[output] as Float32Array<ArrayBuffer>;
  return {
    descriptor,
    features: (images, count) => run("body", body, images, [count, 3, input.height, input.width]),
    scenes: (values, count) =>
      run("tail", tail, values, [count, features.channels, features.height, features.width]),
    close: graphs.close,
  };
}
