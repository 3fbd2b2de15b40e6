import type { NodeMessage } from "../read/node-message";
import { integerAttribute } from "./integer-attribute";
import { plainNode } from "./plain-node";

/** A node, without a name that might be taken, that turns one value into another element type. */
export function castNode(from: string, to: string, elementType: number): NodeMessage {
  return { ...plainNode("Cast", [from], [to]), attributes: [integerAttribute("to", elementType)] };
}
