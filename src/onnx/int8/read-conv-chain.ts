import path from "node:path";
import { RegionaryError } from "../../errors";
import { openRangedFile } from "../../files/ranged-file";
import { formatShape } from "../../tensor/shape";
import { type NodeMessage, readNodeMessage } from "../read/node-message";
import { readOnnxOutline } from "../read/onnx-outline";
import type { ConvChain, ConvStep, PoolStep } from "./conv-chain";
import { readAttributes } from "./read-attributes";
import { type ReadWeight, weightReader } from "./read-weights";

/** Where a body is in its package, the names of its input and output, and the image's shape. */
export interface BodyFile extends Pick<ConvChain, "input" | "output" | "imageShape"> {
  readonly file: string;
}

const WITHOUT_RELU = "has no Relu after it";

/**
 * Reads a backbone's body with its weights in float32, if it is a chain of Conv + Relu and MaxPool and
 * nothing else (8-bit weights with DequantizeLinear included). A Relu may also come after the pool, which
 * gives the same result. Throws INVALID_BACKBONE naming whatever is not part of such a chain.
 */
export async function readConvChain(
  directory: string,
  { file: name, input, output, imageShape }: BodyFile,
): Promise<ConvChain> {
  const file = await openRangedFile(path.join(directory, name), "INVALID_BACKBONE");
  try {
    const outline = await readOnnxOutline(file);
    const nodes = outline.nodes.map(({ bytes }) => readNodeMessage(bytes));
    const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
    const readWeight = weightReader({ file, directory }, outline.tensors, producers);
    const steps = await readSteps(walkBack(producers, output, input), readWeight);
    return { input, imageShape, output, steps };
  } finally {
    await file.close();
  }
}

async function readSteps(
  nodes: readonly NodeMessage[],
  readWeight: ReadWeight,
): Promise<(ConvStep | PoolStep)[]> {
  const steps: (ConvStep | PoolStep)[] = [];
  let bare: NodeMessage | undefined; // the convolution that has had no Relu yet
  for (const node of nodes) {
    if (node.operator === "Conv") {
      if (bare) throw notAChain(bare, WITHOUT_RELU);
      steps.push(await readConv(node, readWeight));
      bare = node;
    } else if (node.operator === "MaxPool") steps.push(readPool(node));
    else if (bare) bare = undefined;
    else throw notAChain(node, "follows no Conv");
  }
  if (bare) throw notAChain(bare, WITHOUT_RELU);
  return steps;
}

/** The nodes between two values, first to last, each taking the one before as its first input. */
function walkBack(producers: ReadonlyMap<string, NodeMessage>, from: string, to: string): NodeMessage[] {
  const nodes: NodeMessage[] = [];
  for (let name = from; name !== to; name = nodes[0]?.inputs[0] ?? "") {
    const node = producers.get(name);
    if (!node || nodes.includes(node)) {
      throw new RegionaryError(
        "INVALID_BACKBONE",
        `The backbone's body is not a chain from "${to}" to "${from}": "${name}" is computed from neither. ${TAKEN}`,
      );
    }
    nodes.unshift(node);
    if (!["Conv", "Relu", "MaxPool"].includes(node.operator))
      throw notAChain(node, "is not Conv, Relu or MaxPool");
  }
  return nodes;
}

async function readConv(node: NodeMessage, readWeight: ReadWeight): Promise<ConvStep> {
  const [, weightName, biasName] = node.inputs;
  if (!weightName) throw notAChain(node, "has no weights");
  const weight = await readWeight(weightName);
  if (weight.shape.length !== 4) throw notAChain(node, `has weights of shape ${formatShape(weight.shape)}`);
  const [outer, inner, height, width] = weight.shape as [number, number, number, number];
  const { pads } = readAttributes(node, {
    kernel_shape: [height, width],
    pads: null,
    strides: [1, 1],
    dilations: [1, 1],
    group: [1],
  });
  const bias = biasName ? (await readWeight(biasName)).data : new Float32Array(outer);
  return {
    kind: "conv",
    shape: [outer, inner, height, width],
    weight: weight.data,
    bias,
    pads: (pads ?? [0, 0, 0, 0]) as [number, number, number, number],
  };
}

function readPool(node: NodeMessage): PoolStep {
  const { kernel_shape, strides } = readAttributes(node, {
    kernel_shape: null,
    strides: null,
    pads: [0, 0, 0, 0],
    dilations: [1, 1],
    ceil_mode: [0],
    storage_order: [0],
  });
  return {
    kind: "pool",
    kernel: kernel_shape as [number, number],
    strides: (strides ?? [1, 1]) as [number, number],
  };
}

const TAKEN =
  "Only chains of Conv + Relu and MaxPool, such as VGG19, and MatMuls by constant weights, as in vision transformers, can be quantized; this backbone stays in float32.";

function notAChain({ name, operator, outputs }: NodeMessage, reason: string): RegionaryError {
  const which = `${operator} "${name || outputs[0]}"`;
  return new RegionaryError(
    "INVALID_BACKBONE",
    `The backbone's body cannot be quantized: ${which} ${reason}. ${TAKEN}`,
  );
}
