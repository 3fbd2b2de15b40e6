import { encodeNodeMessage, holdsGraphs, readNodeMessage } from "../read/node-message";
import type { OnnxOutline } from "../read/onnx-outline";
import { cannotBeJoined } from "./operator-sets";

/** A value that goes into a file or comes out of it, of one image: its name there, and its name in the whole. */
interface JoinedPort {
  readonly name: string;
  readonly inFile: string;
}

/** A file of the chain. */
export interface JoinedPart {
  readonly file: string;
  readonly takes: readonly JoinedPort[];
  readonly gives: readonly JoinedPort[];
}

/** The names that a part's values have in the whole: its ports by `nameOf`, all others with a prefix. */
export function namesInWhole(
  { takes, gives }: JoinedPart,
  prefix: string,
  nameOf: (port: string) => string,
): (inFile: string) => string {
  const ports = new Map<string, string>();
  for (const { name, inFile } of [...takes, ...gives]) {
    if (ports.has(inFile)) throw cannotBeJoined(`its value "${inFile}" goes through it unchanged`);
    ports.set(inFile, nameOf(name));
  }
  // An input that is left out has no name.
  return (inFile) => (inFile === "" ? "" : (ports.get(inFile) ?? `${prefix}${inFile}`));
}

/** The nodes of a part with other names of values, and without their own, which two files may share. */
export function renamedNodes({ nodes }: OnnxOutline, newName: (inFile: string) => string): Buffer[] {
  return nodes.map(({ bytes }) => {
    const node = readNodeMessage(bytes);
    if (holdsGraphs(node)) throw cannotBeJoined(`its operator ${node.operator} contains graphs`);
    const [inputs, outputs] = [node.inputs.map(newName), node.outputs.map(newName)];
    return encodeNodeMessage({ ...node, name: "", inputs, outputs });
  });
}
