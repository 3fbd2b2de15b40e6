import { fieldsOf, lengthPrefixed } from "./protobuf-fields";

/** A NodeProto taken apart; the positions of inputs count, so one that is left out is "". */
export interface NodeMessage {
  /** Its name in the file, which may be empty. */
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly Buffer[];
  /** All other fields, with tags. */
  readonly rest: Buffer;
}

const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 };

export function readNodeMessage(bytes: Buffer): NodeMessage {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Buffer[] = [];
  const rest: Buffer[] = [];
  let name = "";
  let operator = "";
  let domain = "";
  for (const { number, start, contentStart, end } of fieldsOf(bytes)) {
    const content = bytes.subarray(contentStart, end);
    if (number === NODE.input) inputs.push(content.toString());
    else if (number === NODE.output) outputs.push(content.toString());
    else if (number === NODE.name) name = content.toString();
    else if (number === NODE.operator) operator = content.toString();
    else if (number === NODE.domain) domain = content.toString();
    else if (number === NODE.attribute) attributes.push(content);
    else rest.push(bytes.subarray(start, end));
  }
  return { name, operator, domain, inputs, outputs, attributes, rest: Buffer.concat(rest) };
}

export function encodeNodeMessage(node: NodeMessage): Buffer {
  const texts = (number: number, values: readonly string[]) =>
    values.map((value) => lengthPrefixed(number, Buffer.from(value)));
  return Buffer.concat([
    ...texts(NODE.input, node.inputs),
    ...texts(NODE.output, node.outputs),
    ...texts(NODE.name, node.name === "" ? [] : [node.name]),
    ...texts(NODE.operator, [node.operator]),
    ...texts(NODE.domain, node.domain === "" ? [] : [node.domain]),
    ...node.attributes.map((attribute) => lengthPrefixed(NODE.attribute, attribute)),
    node.rest,
  ]);
}

/** Whether a node's attributes contain graphs, as those of If and Loop do. */
export function holdsGraphs({ attributes }: NodeMessage): boolean {
  return attributes.some((attribute) =>
    [...fieldsOf(attribute)].some(({ number }) => number === 6 || number === 11),
  );
}
