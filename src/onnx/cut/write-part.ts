import path from "node:path";
import type { RangedFile } from "../../files/ranged-file";
import { GRAPH, type OnnxOutline, type OutlineTensor } from "../read/onnx-outline";
import { lengthOf, type Piece, writePieces } from "../read/pieces";
import { lengthPrefix, lengthPrefixed } from "../read/protobuf-fields";
import { encodeValueType } from "../read/value-type";
import { copyInitializer } from "../write/copy-initializer";
import { createExternalFile } from "../write/external-file";
import type { NodeSelection } from "./select-nodes";

/** A float32 value at the edge of a part; its first dimension is the batch. */
interface PartEdge {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/**
 * Writes a part of an ONNX file as a model of its own, `<stem>.onnx`, with the tensors that it uses copied
 * byte by byte. Data outside the file are copied to `<stem>.onnx.data`.
 */
export async function writePart(
  source: { readonly file: RangedFile; readonly directory: string; readonly outline: OnnxOutline },
  part: { readonly selection: NodeSelection; readonly input: PartEdge; readonly output: PartEdge },
  target: { readonly directory: string; readonly stem: string },
): Promise<void> {
  const { outline } = source;
  const { values, nodes } = part.selection;
  const edges = new Set([part.input.name, part.output.name]);
  const inside = new Map(
    outline.valueNotes
      .filter(({ name }) => values.has(name) && !edges.has(name))
      .map((note) => [note.name, note]),
  );
  const tensors = [...outline.tensors.values()].filter(({ name }) => values.has(name));
  const graph: Piece[] = [
    outline.graphFields,
    ...nodes.map(({ bytes }) => lengthPrefixed(GRAPH.node, bytes)),
    lengthPrefixed(GRAPH.input, encodeValueType(part.input.name, part.input.shape)),
    ...outline.inputs
      .filter(({ name }) => outline.tensors.has(name) && values.has(name))
      .map(({ bytes }) => lengthPrefixed(GRAPH.input, bytes)),
    lengthPrefixed(GRAPH.output, encodeValueType(part.output.name, part.output.shape)),
    ...[...inside.values()].map(({ bytes }) => lengthPrefixed(GRAPH.valueNote, bytes)),
    ...outline.quantizationNotes
      .filter(({ name }) => values.has(name))
      .map(({ bytes }) => lengthPrefixed(GRAPH.quantizationNote, bytes)),
    ...(await copyTensors(source, tensors, target)),
  ];
  await writePieces(path.join(target.directory, `${target.stem}.onnx`), source.file, [
    outline.modelFields,
    lengthPrefix(7, lengthOf(graph)),
    ...graph,
  ]);
}

/** Those in the file come first: the same file always gives the same bytes, also in earlier versions. */
async function copyTensors(
  source: { readonly file: RangedFile; readonly directory: string },
  tensors: readonly OutlineTensor[],
  target: { readonly directory: string; readonly stem: string },
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const data = createExternalFile(path.join(target.directory, `${target.stem}.onnx.data`));
  try {
    const inFile = tensors.filter(({ external }) => !external);
    const outside = tensors.filter(({ external }) => external);
    for (const tensor of [...inFile, ...outside])
      pieces.push(...(await copyInitializer(source, tensor, data)));
  } finally {
    await data.close();
  }
  return pieces;
}
