import type { Graph } from "../../graph/graph";
import { writeOnnxModel } from "../../onnx/write/write-onnx-model";
import type { TensorSource } from "../../tensor/tensor-source";
import type { ModelPart } from "../description";
import { writeModelJson } from "../packages/write-model-json";

/** PyTorch counts batches for its norms; nothing is computed from the counts. */
export const BATCH_COUNTS = /(^|\.)num_batches_tracked$/;

/** Writes a head's package into an empty directory: its graphs, each as the file that it is named for, and `model.json`. */
export async function writeHead(
  graphs: Readonly<Record<string, Graph>>,
  parameters: ReadonlyMap<string, TensorSource>,
  description: ModelPart,
  directory: string,
): Promise<ModelPart> {
  const readParameter = (name: string) => parameters.get(name)!;
  for (const [stem, graph] of Object.entries(graphs)) {
    await writeOnnxModel({ graph, directory, stem, readParameter });
  }
  await writeModelJson(directory, description);
  return description;
}
