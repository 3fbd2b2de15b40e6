import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { openRangedFile, type RangedFile } from "../../files/ranged-file";
import { encodeNodeMessage, readNodeMessage } from "../read/node-message";
import { GRAPH, type OnnxOutline, readOnnxOutline } from "../read/onnx-outline";
import { lengthOf, type Piece, writePieces } from "../read/pieces";
import { fieldsOf, lengthPrefix, lengthPrefixed } from "../read/protobuf-fields";
import { FLOAT32 } from "../read/value-type";
import { createExternalFile, type ExternalFile } from "../write/external-file";
import { convertInitializer } from "./convert-tensor";
import { halfValueInfo } from "./half-value-info";
import { checkOperator } from "./operator-rules";
import { placeCasts } from "./place-casts";
import { unsuitable } from "./unsuitable";

const MODEL = { graph: 7, function: 25 };

/**
 * Writes a float32 ONNX model again so that it computes in half precision: `<stem>.onnx`, and
 * `<stem>.onnx.data` where it has weights of 1 KiB or more, into `directory`. Inputs and outputs keep their
 * names and stay float32; weights are rounded to the nearest half, ties to even; integers do not change. The
 * same model always gives the same bytes, and at most a MiB of weights is in memory at a time. Files of those
 * names are replaced; if it throws, neither is left.
 *
 * Throws FLOAT16_UNSUITABLE if a weight is beyond half precision (65,504), or if the model computes in 8 bits
 * or has operators that are not ONNX's own or contain graphs; INVALID_BACKBONE if the file is damaged.
 */
export async function writeFloat16Model(
  onnxPath: string,
  { directory, stem }: { readonly directory: string; readonly stem: string },
): Promise<void> {
  const modelPath = path.join(directory, `${stem}.onnx`);
  const dataPath = `${modelPath}.data`;
  const removeBoth = () => Promise.all([rm(modelPath, { force: true }), rm(dataPath, { force: true })]);
  const file = await openRangedFile(onnxPath, "INVALID_BACKBONE");
  await mkdir(directory, { recursive: true });
  await removeBoth();
  const data = createExternalFile(dataPath);
  try {
    const outline = await readOnnxOutline(file);
    const graph = await halfGraph({ file, directory: path.dirname(onnxPath) }, outline, data);
    const pieces = [outline.modelFields, lengthPrefix(MODEL.graph, lengthOf(graph)), ...graph];
    await writePieces(modelPath, file, pieces);
  } catch (error) {
    await removeBoth();
    throw error;
  } finally {
    await data.close();
    await file.close();
  }
}

/** The types of intermediate values are left out: ONNX Runtime infers them. */
async function halfGraph(
  source: { readonly file: RangedFile; readonly directory: string },
  outline: OnnxOutline,
  data: ExternalFile,
): Promise<Piece[]> {
  const { modelFields, tensors, types } = outline;
  if ([...fieldsOf(modelFields)].some(({ number }) => number === MODEL.function))
    throw unsuitable("it has functions of its own");
  const initializers = [...tensors.values()];
  if (initializers.some(({ fieldNumber }) => fieldNumber === GRAPH.sparseTensor))
    throw unsuitable("it has sparse weights");
  const nodes = outline.nodes.map(({ bytes }) => readNodeMessage(bytes));
  const mute = nodes.find(({ outputs }) => outputs.length === 0);
  if (mute) throw unsuitable(`a node (${mute.operator || "of no operator"}) has no output`);
  nodes.forEach(checkOperator);
  const float32Names = (notes: OnnxOutline["inputs"]) =>
    notes.map(({ name }) => name).filter((name) => types.get(name)?.elementType === FLOAT32);
  const half = placeCasts({
    nodes,
    inputs: float32Names(outline.inputs).filter((name) => !tensors.has(name)),
    outputs: float32Names(outline.outputs),
    initializers: new Set(tensors.keys()),
  });
  const isHalf = (name: string) =>
    tensors.has(name) && types.get(name)?.elementType === FLOAT32 && half.treatmentOf(name) !== "as it is";
  const weights: Piece[] = [];
  for (const tensor of initializers)
    weights.push(...(await convertInitializer(source, tensor, half.treatmentOf(tensor.name), data)));
  return [
    outline.graphFields,
    ...half.nodes.map((node) => lengthPrefixed(GRAPH.node, encodeNodeMessage(node))),
    // Old files name their weights among the inputs.
    ...outline.inputs.map(({ name, bytes }) =>
      lengthPrefixed(GRAPH.input, isHalf(name) ? halfValueInfo(bytes) : bytes),
    ),
    ...outline.outputs.map(({ bytes }) => lengthPrefixed(GRAPH.output, bytes)),
    ...weights,
  ];
}
