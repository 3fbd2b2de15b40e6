import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import {
  encodeOnnxModel,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from "../../../src/onnx/write/onnx-messages";
import { fromFloat16 } from "../../../src/tensor/float16";
import { decodeOnnxModel } from "./decode-onnx-model";

const [FLOAT32, FLOAT16] = [1, 10];

/**
 * Writes a model of halves again, for the CPU, so that it rounds as on a GPU: each value that is a half is rounded to
 * one between two operators, which ONNX Runtime leaves out on a CPU; sums within an operator are in float32 on both.
 */
export async function writeAsGpusRound(halfFile: string, file: string): Promise<void> {
  const { graph = {}, ...model } = decodeOnnxModel(await readFile(halfFile));
  const outside = existsSync(`${halfFile}.data`) ? await readFile(`${halfFile}.data`) : Buffer.alloc(0);
  const halves = halfValues(graph);
  const initializer = (graph.initializer ?? []).map((tensor) => withFloats(tensor, outside));
  const node = (graph.node ?? []).flatMap((one): OnnxNode[] => {
    const made = one.output!.filter((name) => halves.has(name));
    if (made.length === 0) return [one];
    const exact = one.output!.map((name) => (halves.has(name) ? `${name}/exact` : name));
    const computed = castTo(one) === FLOAT16 ? cast(one.input![0]!, exact[0]!, FLOAT32) : one;
    return [
      { ...computed, output: exact },
      ...made.flatMap((name) => [
        cast(`${name}/exact`, `${name}/half`, FLOAT16),
        cast(`${name}/half`, name, FLOAT32),
      ]),
    ];
  });
  await writeFile(file, encodeOnnxModel({ ...model, graph: { ...graph, node, initializer } }));
}

/** The names of the values of a graph that are halves, by ONNX's type rules for the operators of our graphs. */
export function halfValues({ initializer = [], node = [] }: OnnxGraph): Set<string> {
  const halves = new Set(initializer.filter(({ dataType }) => dataType === FLOAT16).map(({ name }) => name!));
  for (const one of node) {
    const to = castTo(one);
    const isHalf = to === null ? one.input!.some((name) => halves.has(name)) : to === FLOAT16;
    if (isHalf) for (const name of one.output!) halves.add(name);
  }
  return halves;
}

function castTo({ opType, attribute }: OnnxNode): number | null {
  return opType === "Cast" ? attribute![0]!.i! : null;
}

function cast(from: string, name: string, to: number): OnnxNode {
  return { opType: "Cast", input: [from], output: [name], attribute: [{ name: "to", i: to, type: 2 }] };
}

function withFloats(
  { externalData = [], dataLocation: _, ...tensor }: OnnxTensor,
  outside: Buffer,
): OnnxTensor {
  const at = (key: string) => Number(externalData.find((entry) => entry.key === key)?.value ?? 0);
  const isOutside = externalData.length > 0;
  const rawData = isOutside ? outside.subarray(at("offset"), at("offset") + at("length")) : tensor.rawData!;
  if (tensor.dataType !== FLOAT16) return { ...tensor, rawData };
  const floats = fromFloat16(new Uint16Array(Uint8Array.from(rawData).buffer));
  return { ...tensor, dataType: FLOAT32, rawData: new Uint8Array(floats.buffer) };
}
