import { writeFile } from "node:fs/promises";
import path from "node:path";
import { buildGraph } from "../../src/graph/build-graph";
import type { Graph } from "../../src/graph/graph";
import { reshape } from "../../src/graph/operators/arrangement/reshape";
import { relu } from "../../src/graph/operators/elementwise/relu";
import { maxPool } from "../../src/graph/operators/products/max-pool";
import { biamClassifiers, biamTrunk } from "../../src/model/families/biam/biam";
import { type ModelSizes, paperSizes } from "../../src/model/families/biam/sizes";
import { convolution, linear } from "../../src/model/families/layers";
import { writeOnnxModel } from "../../src/onnx/write/write-onnx-model";
import type { ModelToImport } from "../../src/services/models/import-model";
import { sourceOf } from "../../test/helpers/graph/run-graph";
import { writeSafetensors } from "../../test/helpers/models/safetensors-bytes";
import { heWeights } from "./he-weights";

const CHANNELS = [8, 32, 64, 128];
const SIDE = 224;

/** The paper's grid and word vectors, with narrower layers. */
const sizes: ModelSizes = {
  ...paperSizes,
  featureChannels: 128,
  globalSize: 256,
  channelDim: 64,
  regionSize: 128,
};

/** A model that runs in a few milliseconds, where the service's own work shows, as files to be imported. */
export async function writeSmallFiles(directory: string): Promise<ModelToImport> {
  const graph = smallBackbone();
  const weights = heWeights(graph.parameters, 3);
  const readParameter = (name: string) => sourceOf(weights.get(name)!);
  await writeOnnxModel({ graph, directory, stem: "small", readParameter });
  const manifestPath = path.join(directory, "small.json");
  await writeFile(manifestPath, JSON.stringify(manifest));
  const checkpointPath = path.join(directory, "small-head.safetensors");
  const head = [...biamTrunk(sizes).parameters, ...biamClassifiers(sizes).parameters];
  await writeSafetensors(checkpointPath, heWeights(head, 4));
  const backbone = { onnxPath: path.join(directory, "small.onnx"), manifestPath };
  return { name: "small", checkpointPath, heads: sizes.heads, backbone };
}

const manifest = {
  input: {
    name: "image",
    width: SIDE,
    height: SIDE,
    channelOrder: "rgb",
    mean: [128, 128, 128],
    scale: [1 / 64, 1 / 64, 1 / 64],
  },
  features: { name: "features" },
  global: { name: "global" },
};

/** Four convolutions with pools and a linear map: image [N, 3, 224, 224] -> features [N, 128, 14, 14], global [N, 256]. */
function smallBackbone(): Graph {
  const g = buildGraph("small-backbone");
  const halving = { kernel_shape: [2, 2], strides: [2, 2] } as const;
  let value = g.input("image", ["N", 3, SIDE, SIDE]);
  let from = 3;
  for (const [index, to] of CHANNELS.entries()) {
    const mapped = convolution(g, value, `conv${index}`, { from, to, kernel: 3 });
    const pooled = g.apply(maxPool, [mapped], halving);
    value = g.apply(relu, [pooled], {}, to === sizes.featureChannels ? "features" : undefined);
    from = to;
  }
  const flatSize = sizes.featureChannels * (sizes.gridHeight / 2) * (sizes.gridWidth / 2);
  const flat = g.apply(reshape, [g.apply(maxPool, [value], halving)], { shape: [0, flatSize] });
  const global = linear(g, flat, "linear", { from: flatSize, to: sizes.globalSize });
  return g.build([value, g.apply(relu, [global], {}, "global")]);
}
