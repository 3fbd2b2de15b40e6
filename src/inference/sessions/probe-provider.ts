import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { trialGraph } from "../../model/families/trial-graph";
import { writeOnnxModel } from "../../onnx/write/write-onnx-model";
import { elementCount } from "../../tensor/shape";
import type { Provider } from "../providers/providers";
import { sessionOptions } from "./open-session";

/**
 * Loads and runs a tiny network, with the operations of real ones, entirely on a provider (and GPU). Rejects
 * with ONNX Runtime's own reason if any part of it cannot run there.
 */
export async function probeProvider(provider: Provider, gpu: number): Promise<void> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-probe-"));
  try {
    const graph = trialGraph();
    const shapes = new Map(graph.parameters.map(({ name, shape }) => [name, shape]));
    await writeOnnxModel({
      graph,
      directory,
      stem: "trial",
      readParameter: (name) => {
        const shape = shapes.get(name)!;
        return {
          shape,
          chunks: async function* () {
            yield new Uint8Array(4 * elementCount(shape));
          },
        };
      },
    });
    const options = sessionOptions({ provider, threads: 1, gpu });
    const session = await InferenceSession.create(path.join(directory, "trial.onnx"), options);
    const feeds = graph.inputs.map(({ name, shape }) => {
      const sizes = shape.map((size) => (typeof size === "number" ? size : 1));
      return [name, new Tensor("float32", new Float32Array(elementCount(sizes)), sizes)] as const;
    });
    await session.run(Object.fromEntries(feeds)).finally(() => session.release());
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
