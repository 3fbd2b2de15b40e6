import { GRAPH, type OnnxOutline } from "../read/onnx-outline";
import { lengthPrefixed } from "../read/protobuf-fields";

/** All names that a graph uses. */
export function namesIn({ tensors, inputs, nodes }: OnnxOutline): string[] {
  return [
    ...tensors.keys(),
    ...inputs.map(({ name }) => name),
    ...nodes.flatMap((node) => [...node.inputs, ...node.outputs]),
  ];
}

/**
 * The fields of a graph with other nodes and without its constants. The types of values between are left out: ONNX
 * Runtime finds them. Old files name their constants among the inputs; those in `gone` are not.
 */
export function graphPieces(
  { graphFields, inputs, outputs }: OnnxOutline,
  nodes: readonly Buffer[],
  gone: ReadonlySet<string>,
): Buffer[] {
  return [
    graphFields,
    ...nodes.map((bytes) => lengthPrefixed(GRAPH.node, bytes)),
    ...inputs.flatMap(({ name, bytes }) => (gone.has(name) ? [] : [lengthPrefixed(GRAPH.input, bytes)])),
    ...outputs.map(({ bytes }) => lengthPrefixed(GRAPH.output, bytes)),
  ];
}
