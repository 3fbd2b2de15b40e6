import type { Runtime } from "../sessions/open-session";

/** A tensor on its way to a graph. */
export interface GraphInput {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;
}

/** A float32 tensor that graphs share and change. */
interface StateTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Graphs that share one state, as ONNX files by name. */
export interface StatefulGraphs {
  readonly files: Readonly<Record<string, string>>;
  readonly state: readonly StateTensor[];
  readonly runtime: Runtime;
}

type Values = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

/** The tasks of the thread that keeps the state. */
export type StateTasks = {
  open: { message: StatefulGraphs; result: null };
  write: { message: Values; result: null };
  read: { message: null; result: Values };
  run: { message: { graph: string; inputs: Readonly<Record<string, GraphInput>> }; result: Values };
};
