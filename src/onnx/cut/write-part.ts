import path from "node:path";
import type { RangedFile } from "../../files/ranged-file";
import { type ExternalData, withExternalData } from "../read/external-data";
import { GRAPH, type OnnxOutline, type OutlineTensor } from "../read/onnx-outline";
import { openExternalFile } from "../read/open-external-file";
import { lengthOf, type Piece, readRange, writePieces } from "../read/pieces";
import { lengthPrefix, lengthPrefixed } from "../read/protobuf-fields";
import { encodeValueType } from "../read/value-type";
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
    ...tensors
      .filter(({ external }) => !external)
      .flatMap(({ fieldNumber, start, length }) => [lengthPrefix(fieldNumber, length), { start, length }]),
    ...(await copyExternalTensors(source, tensors, target)),
  ];
  await writePieces(path.join(target.directory, `${target.stem}.onnx`), source.file, [
    outline.modelFields,
    lengthPrefix(7, lengthOf(graph)),
    ...graph,
  ]);
}

/** The tensors' messages with the new places of their data. */
async function copyExternalTensors(
  source: { readonly file: RangedFile; readonly directory: string },
  tensors: readonly OutlineTensor[],
  target: { readonly directory: string; readonly stem: string },
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const data = createExternalFile(path.join(target.directory, `${target.stem}.onnx.data`));
  try {
    for (const { external, start, length, fieldNumber } of tensors) {
      if (!external) continue;
      const place = await data.append(readExternal(source.directory, external));
      pieces.push(
        lengthPrefixed(fieldNumber, withExternalData(await source.file.read(start, length), place)),
      );
    }
  } finally {
    await data.close();
  }
  return pieces;
}

async function* readExternal(directory: string, data: ExternalData): AsyncGenerator<Buffer> {
  const file = await openExternalFile(directory, data.location);
  try {
    yield* readRange(file, data.offset, data.length);
  } finally {
    await file.close();
  }
}
