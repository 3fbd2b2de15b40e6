import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Tensor32 } from "../graph/run-graph";

/** Runs an ONNX file once on the CPU with these inputs and gives its outputs. */
export async function runOnnxFile(
  file: string,
  inputs: Readonly<Record<string, Tensor32>>,
): Promise<Record<string, Tensor32>> {
  const session = await InferenceSession.create(file);
  const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
    name,
    new Tensor("float32", data, shape),
  ]);
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { dims, data }]) => [
      name,
      { shape: dims, data: data as Float32Array },
    ]),
  );
}
