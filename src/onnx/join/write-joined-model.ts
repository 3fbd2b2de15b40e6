import { writeFile } from "node:fs/promises";
import path from "node:path";
import { openRangedFile, type RangedFile } from "../../files/ranged-file";
import { encodeNodeMessage } from "../read/node-message";
import { GRAPH, type OnnxOutline, readOnnxOutline } from "../read/onnx-outline";
import { integerField, lengthPrefixed } from "../read/protobuf-fields";
import { encodeValueType, FLOAT16, FLOAT32, UINT8 } from "../read/value-type";
import { castNode } from "../write/cast-node";
import { createExternalFile } from "../write/external-file";
import { moveInitializer } from "./move-initializer";
import { operatorSetsOf } from "./operator-sets";
import { type BytePicture, pictureNodes } from "./picture-nodes";
import { type JoinedPart, namesInWhole, renamedNodes } from "./rename-part";

/** A value that the whole takes or gives: float32, pictures as bytes [height, width, 3], or rounded to halves. */
export interface JoinedValue {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: keyof typeof ELEMENT_TYPES;
}

const ELEMENT_TYPES = { float32: FLOAT32, bytes: UINT8, halves: FLOAT16 };
const MODEL = { irVersion: 1, graph: 7 };
const GRAPH_NAME = 2;
/** From version 4 on constants need not be among the inputs. */
const IR_VERSION = 8;

/**
 * Writes ONNX files that follow each other as one, `<stem>.onnx` and `<stem>.onnx.data`, into an existing directory: what
 * goes from one to the next stays where it was computed. Their operators must be of the same versions
 * (`operatorSetsOf`). Throws INVALID_BACKBONE for a file that cannot be joined.
 */
export async function writeJoinedModel(
  parts: readonly JoinedPart[],
  edges: { readonly takes: readonly JoinedValue[]; readonly gives: readonly JoinedValue[] },
  picture: BytePicture,
  { directory, stem }: { readonly directory: string; readonly stem: string },
): Promise<void> {
  const modelPath = path.join(directory, `${stem}.onnx`);
  const data = createExternalFile(`${modelPath}.data`);
  const nodes: Buffer[] = [];
  const tensors: Buffer[] = [];
  let operatorSets: Buffer = Buffer.alloc(0);
  const changed = new Set([...edges.takes, ...edges.gives].filter(({ type }) => type !== "float32"));
  const inFloat32 = new Map([...changed].map(({ name }) => [name, `${name}/float32`]));
  const nameOf = (port: string) => inFloat32.get(port) ?? port;
  for (const { name, type } of edges.takes) {
    if (type !== "bytes") continue;
    const made = pictureNodes(name, nameOf(name), picture);
    nodes.push(...made.nodes);
    tensors.push(...made.tensors);
  }
  try {
    for (const [i, part] of parts.entries())
      await withOutline(part.file, async (file, outline) => {
        operatorSets = operatorSetsOf(outline);
        const newName = namesInWhole(part, `${i + 1}/`, nameOf);
        nodes.push(...renamedNodes(outline, newName));
        const source = { file, directory: path.dirname(part.file) };
        for (const tensor of outline.tensors.values())
          tensors.push(await moveInitializer(source, tensor, newName(tensor.name), data));
      });
  } finally {
    await data.close();
  }
  for (const { name, type } of edges.gives)
    if (type === "halves") nodes.push(encodeNodeMessage(castNode(nameOf(name), name, FLOAT16)));
  const typed = (number: number, values: readonly JoinedValue[]) =>
    values.map(({ name, shape, type }) =>
      lengthPrefixed(number, encodeValueType(name, ["N", ...shape], ELEMENT_TYPES[type])),
    );
  const graph = Buffer.concat([
    ...nodes.map((node) => lengthPrefixed(GRAPH.node, node)),
    lengthPrefixed(GRAPH_NAME, Buffer.from("joined")),
    ...tensors.map((tensor) => lengthPrefixed(GRAPH.tensor, tensor)),
    ...typed(GRAPH.input, edges.takes),
    ...typed(GRAPH.output, edges.gives),
  ]);
  const version = integerField(MODEL.irVersion, IR_VERSION);
  await writeFile(modelPath, Buffer.concat([version, operatorSets, lengthPrefixed(MODEL.graph, graph)]));
}

async function withOutline(
  onnxPath: string,
  use: (file: RangedFile, outline: OnnxOutline) => Promise<void>,
): Promise<void> {
  const file = await openRangedFile(onnxPath, "INVALID_BACKBONE");
  try {
    await use(file, await readOnnxOutline(file));
  } finally {
    await file.close();
  }
}
