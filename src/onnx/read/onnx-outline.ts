import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { type ExternalData, readExternalData } from "./external-data";
import { fieldsInFile, fieldsOf } from "./protobuf-fields";
import { readValueType, type ValueType } from "./value-type";

/** What cutting needs of a node; `bytes` is the whole unchanged message. */
export interface OutlineNode {
  readonly inputs: readonly string[]; // including what its subgraphs take from outside
  readonly outputs: readonly string[];
  readonly bytes: Buffer;
}

/** A constant tensor: where its message is in the file. `bytes` is set if the data are elsewhere. */
export interface OutlineTensor {
  readonly name: string;
  readonly fieldNumber: number;
  readonly start: number;
  readonly length: number;
  readonly external?: ExternalData;
}

/** Something that the graph says about one value: its type, or its quantization. */
interface OutlineNote {
  readonly name: string;
  readonly bytes: Buffer;
}

/** An ONNX file's structure, with all that need not be understood as bytes. */
export interface OnnxOutline {
  /** Everything in the model except its graph, with tags: versions, operator sets, functions, metadata. */
  readonly modelFields: Buffer;
  /** Name, documentation and other fields of the graph, with tags. */
  readonly graphFields: Buffer;
  readonly nodes: readonly OutlineNode[];
  readonly tensors: ReadonlyMap<string, OutlineTensor>;
  readonly inputs: readonly OutlineNote[];
  readonly outputs: readonly OutlineNote[];
  readonly valueNotes: readonly OutlineNote[];
  readonly quantizationNotes: readonly OutlineNote[];
  /** The types that the file states, of inputs, outputs and values between. */
  readonly types: ReadonlyMap<string, ValueType>;
}

const MODEL = { graph: 7, operatorSet: 8, trainingInfo: 20 };
export const GRAPH = {
  node: 1,
  tensor: 5,
  input: 11,
  output: 12,
  valueNote: 13,
  quantizationNote: 14,
  sparseTensor: 15,
};

/** Weights may have any size; what is read into memory as one piece (a node, a function) may not. */
const MESSAGE_LIMIT_BYTES = 64 << 20;
const SMALL_TENSOR_BYTES = 1 << 16;
/** Bodies of If and Loop are nested a few deep; a hostile file could nest them by the million. */
const DEEPEST_SUBGRAPH = 32;

/** Reads an ONNX file's structure, leaving its weights where they are. Throws INVALID_BACKBONE. */
export async function readOnnxOutline(file: RangedFile): Promise<OnnxOutline> {
  const modelFields: Buffer[] = [];
  const graphFields: Buffer[] = [];
  const nodes: OutlineNode[] = [];
  const tensors = new Map<string, OutlineTensor>();
  const notes = new Map<number, OutlineNote[]>();
  const types = new Map<string, ValueType>();
  const found = new Set<number>();
  for await (const part of fieldsInFile(file, 0, file.size)) {
    found.add(part.number);
    if (part.number === MODEL.trainingInfo) continue;
    if (part.number !== MODEL.graph) {
      modelFields.push(await readMessage(file, part.start, part.end));
      continue;
    }
    for await (const { number, start, contentStart, end } of fieldsInFile(
      file,
      part.contentStart,
      part.end,
    )) {
      if (number === GRAPH.tensor || number === GRAPH.sparseTensor) {
        const tensor = await readTensor(file, number, contentStart, end);
        tensors.set(tensor.name, tensor);
      } else if (number === GRAPH.node) {
        nodes.push(readNode(await readMessage(file, contentStart, end), 0));
      } else if (number >= GRAPH.input && number <= GRAPH.quantizationNote) {
        const bytes = await readMessage(file, contentStart, end);
        const name = stringField(bytes, 1);
        const sameKind = notes.get(number) ?? [];
        sameKind.push({ name, bytes });
        notes.set(number, sameKind);
        const type = number === GRAPH.quantizationNote ? undefined : readValueType(bytes);
        if (type) types.set(name, type);
      } else {
        graphFields.push(await readMessage(file, start, end));
      }
    }
  }
  if (!found.has(MODEL.graph) || !found.has(MODEL.operatorSet)) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      "Expected an ONNX model with a graph and the version of its operators; the file lacks one or is cut off.",
    );
  }
  return {
    modelFields: Buffer.concat(modelFields),
    graphFields: Buffer.concat(graphFields),
    nodes,
    tensors,
    inputs: notes.get(GRAPH.input) ?? [],
    outputs: notes.get(GRAPH.output) ?? [],
    valueNotes: [...(notes.get(GRAPH.valueNote) ?? []), ...(notes.get(GRAPH.output) ?? [])],
    quantizationNotes: notes.get(GRAPH.quantizationNote) ?? [],
    types,
  };
}

/** The content of the first field of that number as text; empty without one, as protobuf has it. */
export function stringField(message: Buffer, number: number): string {
  for (const field of fieldsOf(message)) {
    if (field.number === number) return message.toString("utf8", field.contentStart, field.end);
  }
  return "";
}

async function readMessage(file: RangedFile, start: number, end: number): Promise<Buffer> {
  if (end - start > MESSAGE_LIMIT_BYTES) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `The ONNX file has a node, a function or a name of ${end - start} bytes; at most ${MESSAGE_LIMIT_BYTES} are read. ` +
        "Export it with its weights as initializers.",
    );
  }
  return file.read(start, end - start);
}

function readNode(bytes: Buffer, depth: number): OutlineNode {
  if (depth > DEEPEST_SUBGRAPH) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `The ONNX file has graphs within graphs more than ${DEEPEST_SUBGRAPH} deep; export it with a flat graph.`,
    );
  }
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const { number, contentStart, end } of fieldsOf(bytes)) {
    if (number === 1) inputs.push(bytes.toString("utf8", contentStart, end));
    if (number === 2) outputs.push(bytes.toString("utf8", contentStart, end));
    if (number !== 5) continue;
    for (const name of namesInSubgraphs(bytes.subarray(contentStart, end), depth)) inputs.push(name);
  }
  return {
    inputs: inputs.filter((name) => name !== ""),
    outputs: outputs.filter((name) => name !== ""),
    bytes,
  };
}

/** If and Loop hold graphs in attributes, whose nodes may take values of the graph around them. */
function* namesInSubgraphs(attribute: Buffer, depth: number): Generator<string> {
  for (const graph of fieldsOf(attribute)) {
    if (graph.number !== 6 && graph.number !== 11) continue;
    const bytes = attribute.subarray(graph.contentStart, graph.end);
    for (const field of fieldsOf(bytes)) {
      const content = bytes.subarray(field.contentStart, field.end);
      if (field.number === GRAPH.node) yield* readNode(content, depth + 1).inputs;
      if (field.number === GRAPH.output) yield stringField(content, 1);
    }
  }
}

async function readTensor(
  file: RangedFile,
  fieldNumber: number,
  start: number,
  end: number,
): Promise<OutlineTensor> {
  const place = { fieldNumber, start, length: end - start };
  const nameNumber = 8;
  if (fieldNumber === GRAPH.tensor && place.length <= SMALL_TENSOR_BYTES) {
    const bytes = await file.read(start, place.length);
    return { ...place, name: stringField(bytes, nameNumber), external: readExternalData(bytes) };
  }
  for await (const field of fieldsInFile(file, start, end)) {
    // A sparse tensor has the name of the tensor of its values.
    if (fieldNumber === GRAPH.sparseTensor && field.number === 1) {
      return { ...(await readTensor(file, GRAPH.tensor, field.contentStart, field.end)), ...place };
    }
    if (fieldNumber === GRAPH.tensor && field.number === nameNumber) {
      return {
        ...place,
        name: (await readMessage(file, field.contentStart, field.end)).toString("utf8"),
      };
    }
  }
  return { ...place, name: "" };
}
