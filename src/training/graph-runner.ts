type Values = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

/** A tensor that is given to a graph; its buffer is transferred. */
export interface RunnerInput {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;
}

/** Runs a training's graphs on a state that it keeps; `inference/` has one, on ONNX Runtime. */
export interface GraphRunner {
  write(values: Values): Promise<void>;
  read(): Promise<Values>;
  run(graph: "step" | "evaluate", inputs: Readonly<Record<string, RunnerInput>>): Promise<Values>;
}
