import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Graph } from "../../../src/graph/graph";
import { writeOnnxModel } from "../../../src/onnx/write/write-onnx-model";
import type { TensorSource } from "../../../src/tensor/tensor-source";

export interface Tensor32 {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a graph may be given: float32, or int64 for positions. */
export interface GraphInput {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** A tensor in memory as the source of a parameter. */
export function sourceOf({ shape, data }: Tensor32): TensorSource {
  return {
    shape,
    async *chunks() {
      yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    },
  };
}

type Inputs = Readonly<Record<string, GraphInput>>;
type RunGraph = (inputs: Inputs) => Promise<Record<string, Tensor32>>;

/** Encodes a graph to ONNX on disk, runs it once in ONNX Runtime on the CPU and returns its outputs. */
export function runGraph(
  graph: Graph,
  inputs: Inputs,
  readParameter: (name: string) => TensorSource,
): Promise<Record<string, Tensor32>> {
  return withGraph(graph, readParameter, (run) => run(inputs));
}

/** The same for as many inputs as `use` has. */
export async function withGraph<T>(
  graph: Graph,
  readParameter: (name: string) => TensorSource,
  use: (run: RunGraph) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(path.join(tmpdir(), "regionary-graph-"));
  try {
    await writeOnnxModel({ graph, directory, stem: "model", readParameter });
    const session = await InferenceSession.create(path.join(directory, "model.onnx"), {
      intraOpNumThreads: 1,
    });
    try {
      return await use(async (inputs) => {
        const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
          name,
          data instanceof Float32Array
            ? new Tensor("float32", data, shape)
            : new Tensor("int64", data, shape),
        ]);
        const results = await session.run(Object.fromEntries(feeds));
        return Object.fromEntries(
          Object.entries(results).map(([name, { dims, data }]) => [
            name,
            { shape: dims, data: data as Float32Array },
          ]),
        );
      });
    } finally {
      await session.release();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}
