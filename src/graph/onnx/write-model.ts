import { type FileHandle, open, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { RegionaryError } from "../../errors";
import { elementCount, formatShape, sameShape } from "../../tensor/shape";
import type { TensorSource } from "../../tensor/tensor-source";
import type { Graph, Parameter } from "../graph";
import { encodeGraph, onnxIrVersion, onnxOpset } from "./encode-graph";
import type { OnnxTensor } from "./onnx-messages";
import { encodeOnnxModel, onnxElementType, onnxExternalData } from "./onnx-messages";

/** Smaller parameters stay in the model file itself. */
const externalFromBytes = 1024;
/** ONNX Runtime maps external data into memory where each tensor starts at a page. */
const alignmentBytes = 4096;

/**
 * Writes `<stem>.onnx` into an existing directory and, where the graph has parameters of 1 KiB or more,
 * `<stem>.onnx.data` beside it, one piece of a parameter at a time. The same graph and values always give
 * the same bytes. Where a parameter fails, neither file is left.
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
  await Promise.all([rm(modelPath, { force: true }), rm(dataPath, { force: true })]);
  try {
    const weights = await writeParameters(model.graph, model.readParameter, dataPath);
    const graph = encodeGraph(model.graph, weights);
    await writeFile(
      modelPath,
      encodeOnnxModel({
        irVersion: onnxIrVersion,
        producerName: "regionary",
        opsetImport: [{ domain: "", version: onnxOpset }],
        graph,
      }),
    );
  } catch (error) {
    await Promise.all([rm(modelPath, { force: true }), rm(dataPath, { force: true })]);
    throw error;
  }
}

async function writeParameters(
  graph: Graph,
  readParameter: (name: string) => TensorSource | Promise<TensorSource>,
  dataPath: string,
): Promise<OnnxTensor[]> {
  const weights: OnnxTensor[] = [];
  let data: FileHandle | undefined;
  let end = 0;
  try {
    for (const parameter of graph.parameters) {
      const source = await readParameter(parameter.name);
      checkShape(parameter, source);
      const tensor = {
        name: parameter.name,
        dims: [...parameter.shape],
        dataType: onnxElementType.float32,
      };
      const byteLength = 4 * elementCount(parameter.shape);
      if (byteLength < externalFromBytes) {
        const pieces: Uint8Array[] = [];
        for await (const piece of wholeOf(parameter, source)) pieces.push(piece);
        weights.push({ ...tensor, rawData: Buffer.concat(pieces) });
        continue;
      }
      data ??= await open(dataPath, "wx");
      const offset = Math.ceil(end / alignmentBytes) * alignmentBytes;
      end = offset;
      for await (const piece of wholeOf(parameter, source)) {
        await writeWhole(data, piece, end);
        end += piece.byteLength;
      }
      weights.push({
        ...tensor,
        dataLocation: onnxExternalData,
        externalData: [
          { key: "location", value: path.basename(dataPath) },
          { key: "offset", value: String(offset) },
          { key: "length", value: String(byteLength) },
        ],
      });
    }
  } finally {
    await data?.close();
  }
  return weights;
}

/** A write may take only a part of a large piece. */
async function writeWhole(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < piece.byteLength) {
    const { bytesWritten } = await file.write(piece, written, piece.byteLength - written, position + written);
    written += bytesWritten;
  }
}

/** The pieces of a source, refused where they are more or fewer bytes than the parameter has. */
async function* wholeOf(parameter: Parameter, source: TensorSource): AsyncGenerator<Uint8Array> {
  const expected = 4 * elementCount(parameter.shape);
  let came = 0;
  for await (const piece of source.chunks()) {
    came += piece.byteLength;
    if (came > expected) break;
    yield piece;
  }
  if (came !== expected) {
    const difference = `expected ${expected} bytes, but ${came > expected ? "more" : `only ${came}`} came`;
    throw new RegionaryError("CHECKPOINT_MISMATCH", `Parameter ${parameter.name}: ${difference}.`);
  }
}

function checkShape(parameter: Parameter, source: TensorSource): void {
  if (sameShape(parameter.shape, source.shape)) return;
  const difference = `expected shape ${formatShape(parameter.shape)}, found ${formatShape(source.shape)}`;
  throw new RegionaryError("CHECKPOINT_MISMATCH", `Parameter ${parameter.name}: ${difference}.`);
}
