import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { biamTrunk } from "../../model/families/biam/biam";
import type { ModelSizes } from "../../model/families/biam/sizes";
import { writeOnnxModel } from "../../onnx/write/write-model";
import { elementCount } from "../../tensor/shape";
import { sessionOptions } from "../sessions/open-session";
import type { Provider } from "./providers";

const TRIAL: ModelSizes = {
  featureChannels: 4,
  gridHeight: 3,
  gridWidth: 3,
  globalSize: 6,
  wordSize: 5,
  channelDim: 4,
  heads: 2,
  regionSize: 4,
  topRegions: 2,
};

/**
 * Loads and runs a tiny BiAM trunk, which has the operations of a real one, wholly on a provider (and GPU). Rejects
 * with ONNX Runtime's own reason where any of it cannot run there.
 */
export async function probeProvider(provider: Provider, gpu: number): Promise<void> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-probe-"));
  try {
    const graph = biamTrunk(TRIAL);
    const shapes = new Map(graph.parameters.map(({ name, shape }) => [name, shape]));
    await writeOnnxModel({
      graph,
      directory,
      stem: "trunk",
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
    const session = await InferenceSession.create(path.join(directory, "trunk.onnx"), options);
    const { featureChannels, gridHeight, gridWidth, globalSize } = TRIAL;
    const zeros = (...shape: number[]) => new Tensor("float32", new Float32Array(elementCount(shape)), shape);
    const feeds = {
      features: zeros(1, featureChannels, gridHeight, gridWidth),
      global: zeros(1, globalSize),
    };
    await session.run(feeds).finally(() => session.release());
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
