import type { RangedFile } from "../../files/ranged-file";
import { type NodeMessage, readNodeMessage } from "../read/node-message";
import type { OnnxOutline } from "../read/onnx-outline";
import { readTensorType } from "../read/tensor-type";
import { FLOAT32 } from "../read/value-type";

/** A MatMul of a value by a constant matrix, as the linear layers of a transformer have them. */
export interface Product {
  /** Its place among the file's nodes. */
  readonly place: number;
  readonly input: string; // [.., rows]
  readonly weight: string; // [rows, columns]
  readonly output: string; // [.., columns]
  readonly rows: number;
  readonly columns: number;
}

/** What only moves numbers: behind nothing else a value still is the picture. */
const MOVING = [
  "Reshape",
  "Transpose",
  "Slice",
  "Flatten",
  "Squeeze",
  "Unsqueeze",
  "Split",
  "Concat",
  "Gather",
];

/**
 * The products of an ONNX file that 8 bits make faster, in its order. The one that takes the picture's own pixels
 * is left out, as the first convolution is: an error there goes through all the others. Products of two computed
 * values (attention) stay as they are, too.
 */
export async function findProducts(file: RangedFile, outline: OnnxOutline): Promise<Product[]> {
  const nodes = outline.nodes.map(({ bytes }) => readNodeMessage(bytes));
  const isPicture = pictureTest(nodes, outline);
  const products: Product[] = [];
  for (const [place, { operator, domain, inputs, outputs }] of nodes.entries()) {
    const [input, weight] = inputs;
    const [output] = outputs;
    const tensor = weight === undefined ? undefined : outline.tensors.get(weight);
    if (operator !== "MatMul" || domain !== "" || !tensor || !input || !weight || !output) continue;
    const { elementType, shape } = await readTensorType(file, tensor);
    const [rows, columns] = shape;
    if (elementType !== FLOAT32 || shape.length !== 2 || !rows || !columns) continue;
    if (!outline.tensors.has(input) && !isPicture(input))
      products.push({ place, input, weight, output, rows, columns });
  }
  return products;
}

/** Tells whether a value is one of the graph's inputs with its numbers only moved. */
function pictureTest(nodes: readonly NodeMessage[], { inputs, tensors }: OnnxOutline) {
  const known = new Map(inputs.filter(({ name }) => !tensors.has(name)).map(({ name }) => [name, true]));
  for (const { operator, inputs: taken, outputs } of nodes) {
    // in an order in which they can run
    const moves = MOVING.includes(operator) && taken.some((name) => known.get(name));
    for (const name of outputs) known.set(name, moves);
  }
  return (name: string) => known.get(name) ?? false;
}
