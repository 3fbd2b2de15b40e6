import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { buildGraph } from "../../graph/build-graph";
import { matMul } from "../../graph/operators/products/mat-mul";
import { writeOnnxModel } from "../../onnx/write/write-onnx-model";
import { openSession } from "../sessions/open-session";
import { runSession } from "../sessions/run-session";

let opened: Promise<InferenceSession> | undefined;

/** The product of two matrices, a [M, K] and b [K, N], by ONNX Runtime on one thread. For worker threads only. */
export async function multiply(
  a: Float32Array,
  b: Float32Array,
  inner: number,
  columns: number,
): Promise<Float32Array> {
  opened ??= openProduct().catch((error: unknown) => {
    opened = undefined; // so that it can be tried again
    throw error;
  });
  const session = await opened;
  const rows = a.length / inner;
  const feeds = {
    a: new Tensor("float32", a, [rows, inner]),
    b: new Tensor("float32", b, [inner, columns]),
  };
  return runSession(session, feeds, "product", rows * columns);
}

async function openProduct(): Promise<InferenceSession> {
  const g = buildGraph("product");
  const graph = g.build([
    g.apply(matMul, [g.input("a", ["M", "K"]), g.input("b", ["K", "N"])], {}, "product"),
  ]);
  const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-product-"));
  try {
    const readParameter = (name: string): never => {
      throw new Error(`a product has no weights; got ${name}`);
    };
    await writeOnnxModel({ graph, directory, stem: "product", readParameter });
    return await openSession(path.join(directory, "product.onnx"), { provider: "cpu", threads: 1 });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
