import type { NodeMessage } from "../read/node-message";
import { integerField, lengthPrefixed } from "../read/protobuf-fields";
import { plainNode } from "./plain-node";

const ATTRIBUTE = { name: 1, integer: 3, type: 20 };
const INTEGER_KIND = 2;

/** A node, without a name that might be taken, that turns one value into another element type. */
export function castNode(from: string, to: string, elementType: number): NodeMessage {
  const attribute = Buffer.concat([
    lengthPrefixed(ATTRIBUTE.name, Buffer.from("to")),
    integerField(ATTRIBUTE.integer, elementType),
    integerField(ATTRIBUTE.type, INTEGER_KIND),
  ]);
  return { ...plainNode("Cast", [from], [to]), attributes: [attribute] };
}
