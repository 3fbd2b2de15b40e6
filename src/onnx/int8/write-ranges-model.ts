import path from "node:path";
import type { RangedFile } from "../../files/ranged-file";
import { encodeNodeMessage } from "../read/node-message";
import { GRAPH, type OnnxOutline } from "../read/onnx-outline";
import { lengthOf, type Piece, writePieces } from "../read/pieces";
import { lengthPrefix, lengthPrefixed } from "../read/protobuf-fields";
import { encodeValueType } from "../read/value-type";
import { copyInitializer } from "../write/copy-initializer";
import { createExternalFile } from "../write/external-file";
import { freshNames } from "../write/fresh-names";
import { plainNode } from "../write/plain-node";
import { encodeTensor } from "./encode-tensor";
import { graphPieces, namesIn } from "./rewrite-graph";

const MODEL_GRAPH = 7;

/** The outputs that give a value's ranges, for each of its channels: the largest value, and the largest negated one. */
export interface RangeOutputs {
  readonly value: string;
  readonly largest: string; // [1, K, 1]
  readonly negated: string; // [1, K, 1]
}

/**
 * Writes a model again, as `ranges.onnx` with its data beside it, with further outputs: the ranges of some values.
 * The model itself finds them, because the values of all layers together may take a gigabyte for a picture.
 */
export async function writeRangesModel(
  source: { readonly file: RangedFile; readonly directory: string; readonly outline: OnnxOutline },
  values: ReadonlyMap<string, number>, // how many channels each has, by name
  directory: string,
): Promise<RangeOutputs[]> {
  const { outline, file } = source;
  const fresh = freshNames(namesIn(outline));
  const outputs: RangeOutputs[] = [];
  const added: Buffer[] = [];
  for (const [value, channels] of values) {
    const name = (end: string) => fresh(`${value}/${end}`);
    const [shape, apart, rows, minus] = [name("shape"), name("apart"), name("rows"), name("minus")];
    const ranges = { value, largest: name("largest"), negated: name("negated") };
    // A pool over everything is the one maximum that all versions of ONNX write in the same way.
    const nodes = [
      plainNode("Reshape", [value, shape], [apart]), // [M, K, 1]
      plainNode("Transpose", [apart], [rows]), // without a permutation the axes are reversed: [1, K, M]
      plainNode("GlobalMaxPool", [rows], [ranges.largest]),
      plainNode("Neg", [rows], [minus]),
      plainNode("GlobalMaxPool", [minus], [ranges.negated]),
    ];
    added.push(
      await encodeTensor(shape, [3], BigInt64Array.of(-1n, BigInt(channels), 1n), null),
      ...nodes.map((node) => lengthPrefixed(GRAPH.node, encodeNodeMessage(node))),
      ...[ranges.largest, ranges.negated].map((output) =>
        lengthPrefixed(GRAPH.output, encodeValueType(output, [1, channels, 1])),
      ),
    );
    outputs.push(ranges);
  }
  const data = createExternalFile(path.join(directory, "ranges.onnx.data"));
  try {
    const tensors: Piece[] = [];
    for (const tensor of outline.tensors.values())
      tensors.push(...(await copyInitializer(source, tensor, data)));
    const nodes = outline.nodes.map(({ bytes }) => bytes);
    const graph = [...graphPieces(outline, nodes, new Set()), ...added, ...tensors];
    const pieces = [outline.modelFields, lengthPrefix(MODEL_GRAPH, lengthOf(graph)), ...graph];
    await writePieces(path.join(directory, "ranges.onnx"), file, pieces);
  } finally {
    await data.close();
  }
  return outputs;
}
