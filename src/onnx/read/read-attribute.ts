import { fieldsOf, integersIn } from "./protobuf-fields";

/** An attribute of a node; only integers and texts are read. */
interface NodeAttribute {
  readonly name: string;
  readonly integers: readonly number[];
  /** Null if it has none. */
  readonly text: string | null;
}

const ATTRIBUTE = { name: 1, integer: 3, text: 4, integers: 8 };

/** Reads an AttributeProto. Negative integers come out as large positive ones, beyond the safe integers. */
export function readAttribute(bytes: Buffer): NodeAttribute {
  const integers: number[] = [];
  let name = "";
  let text: string | null = null;
  for (const { number, integer, contentStart, end } of fieldsOf(bytes)) {
    const content = bytes.subarray(contentStart, end);
    if (number === ATTRIBUTE.name) name = content.toString();
    if (number === ATTRIBUTE.integer) integers.push(integer);
    if (number === ATTRIBUTE.integers) integers.push(...integersIn(content));
    if (number === ATTRIBUTE.text) text = content.toString();
  }
  return { name, integers, text };
}
