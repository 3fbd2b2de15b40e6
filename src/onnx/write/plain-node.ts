import type { NodeMessage } from "../read/node-message";

/** A node of ONNX's own operators, without attributes and without a name that might be taken. */
export function plainNode(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
): NodeMessage {
  return { name: "", operator, domain: "", inputs, outputs, attributes: [], rest: Buffer.alloc(0) };
}
