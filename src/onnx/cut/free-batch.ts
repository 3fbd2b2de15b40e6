import { RegionaryError } from "../../errors";
import type { RangedFile } from "../../files/ranged-file";
import { constantsOf, encodeIntegers, type SmallConstant } from "../read/constants";
import { encodeNodeMessage, type NodeMessage, readNodeMessage } from "../read/node-message";
import type { OnnxOutline, OutlineNode } from "../read/onnx-outline";
import { FLOAT32, type ValueType } from "../read/value-type";

const BATCH = "N";

/**
 * The outline with an open first dimension, if its input has a batch of one, as exporters write it that were shown one
 * picture: what the file says of shapes is dropped, and a Reshape to [1, …] keeps the batch. Throws INVALID_BACKBONE where
 * what is joined to the pictures is made for one, such as the class token of a transformer.
 */
export async function withFreeBatch(
  file: RangedFile,
  outline: OnnxOutline,
  input: string,
): Promise<OnnxOutline> {
  if (outline.types.get(input)?.shape?.[0] !== 1) return outline;
  const constants = await constantsOf(file, outline);
  const nodes = outline.nodes.flatMap((node) => freed(node, readNodeMessage(node.bytes), constants));
  const types = new Map([...outline.types].map(([name, type]) => [name, withBatch(type)]));
  return { ...outline, nodes, types, valueNotes: [] };
}

function withBatch(type: ValueType): ValueType {
  const [first, ...rest] = type.shape ?? [];
  return first === 1 ? { ...type, shape: [BATCH, ...rest] } : type;
}

function freed(
  node: OutlineNode,
  message: NodeMessage,
  constants: ReadonlyMap<string, SmallConstant>,
): OutlineNode[] {
  const { operator, inputs, outputs } = message;
  const fixed = inputs.find((name) => constants.get(name)?.elementType === FLOAT32);
  if (operator === "Concat" && fixed !== undefined) {
    throw new RegionaryError(
      "INVALID_BACKBONE",
      `The ONNX file was exported for one picture, and joins "${fixed}", which is made for one, to it (as the class token of a ` +
        "transformer). Export it with a symbolic first dimension (torch.onnx.export: dynamic_axes).",
    );
  }
  const shape = operator === "Reshape" ? constants.get(inputs[1] ?? "")?.integers : undefined;
  if (shape?.[0] !== 1 || shape.length < 2) return [node];
  // 0 keeps the dimension of what comes in, -1 takes what is left, of which there can be one.
  const open = [shape.includes(-1) ? 0 : -1, ...shape.slice(1)];
  const name = `${outputs[0]}/shape_of_a_batch`;
  const constant: NodeMessage = {
    ...{ name: "", operator: "Constant", domain: "", inputs: [], outputs: [name] },
    attributes: [encodeIntegers(open)],
    rest: Buffer.alloc(0),
  };
  const reshape = { ...message, inputs: [inputs[0]!, name] };
  return [
    { inputs: [], outputs: [name], bytes: encodeNodeMessage(constant) },
    { inputs: reshape.inputs, outputs: node.outputs, bytes: encodeNodeMessage(reshape) },
  ];
}
