import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Graph, Parameter } from "../../graph/graph";
import type { TensorSource } from "../../tensor/tensor-source";
import type { ExternalData } from "../read/external-data";
import { encodeGraph, onnxIrVersion, onnxOpset } from "./encode-graph";
import { createExternalFile, type ExternalFile } from "./external-file";
import type { OnnxTensor } from "./onnx-messages";
import { encodeOnnxModel, onnxElementType, onnxExternalData } from "./onnx-messages";
import { parameterByteLength, parameterBytes } from "./parameter-bytes";

/** Smaller parameters stay in the model file itself. */
const externalFromBytes = 1024;

/**
 * Writes `<stem>.onnx` into an existing directory and, where the graph has parameters of 1 KiB or more,
 * `<stem>.onnx.data` beside it, one piece of a parameter at a time. Files of those names are replaced. The
 * same graph and values always give the same bytes. Where a parameter fails, neither file is left.
 *
 * Throws CHECKPOINT_MISMATCH where a source has another shape than its parameter or another number of
 * bytes than its shape.
 */
export async function writeOnnxModel(model: {
  graph: Graph;
  directory: string;
  stem: string;
  readParameter: (name: string) => TensorSource | Promise<TensorSource>;
}): Promise<void> {
  const modelPath = path.join(model.directory, `${model.stem}.onnx`);
  const dataPath = `${modelPath}.data`;
  await removeBoth(modelPath, dataPath);
  const data = createExternalFile(dataPath);
  try {
    const weights: OnnxTensor[] = [];
    for (const parameter of model.graph.parameters) {
      weights.push(await writeParameter(parameter, await model.readParameter(parameter.name), data));
    }
    const graph = encodeGraph(model.graph, weights);
    const opsetImport = [{ domain: "", version: onnxOpset }];
    const bytes = encodeOnnxModel({
      irVersion: onnxIrVersion,
      producerName: "regionary",
      graph,
      opsetImport,
    });
    await writeFile(modelPath, bytes);
  } catch (error) {
    await removeBoth(modelPath, dataPath);
    throw error;
  } finally {
    await data.close();
  }
}

async function writeParameter(
  parameter: Parameter,
  source: TensorSource,
  data: ExternalFile,
): Promise<OnnxTensor> {
  const tensor = { name: parameter.name, dims: [...parameter.shape], dataType: onnxElementType.float32 };
  const pieces = parameterBytes(parameter, source);
  if (parameterByteLength(parameter) >= externalFromBytes)
    return { ...tensor, ...externalData(await data.append(pieces)) };
  const whole: Uint8Array[] = [];
  for await (const piece of pieces) whole.push(Uint8Array.from(piece)); // a source may reuse its buffer
  return { ...tensor, rawData: Buffer.concat(whole) };
}

function externalData(place: ExternalData): Pick<OnnxTensor, "dataLocation" | "externalData"> {
  const entries = Object.entries(place).map(([key, value]) => ({ key, value: String(value) }));
  return { dataLocation: onnxExternalData, externalData: entries };
}

async function removeBoth(modelPath: string, dataPath: string): Promise<void> {
  await Promise.all([rm(modelPath, { force: true }), rm(dataPath, { force: true })]);
}
