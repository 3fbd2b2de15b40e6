import path from "node:path";
import { startThread } from "../../threads/thread";
import type { GraphInput, StatefulGraphs } from "./state-tasks";

type Values = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

/** Graphs that run in a thread of their own on a state that stays there. */
export interface OpenGraphs {
  /** Replaces the values of some tensors of the state, which starts as zeros. */
  write(values: Values): Promise<void>;
  /** A copy of the whole state. */
  read(): Promise<Values>;
  /**
   * Runs one graph. Inputs that are not given come from the state; an output `next/x` becomes the state's
   * `x`, and the other outputs are returned. The buffers of `inputs` move to the thread: they are empty
   * afterward.
   */
  run(graph: string, inputs: Readonly<Record<string, GraphInput>>): Promise<Values>;
  close(): Promise<void>;
}

/**
 * Opens ONNX files that share one state, such as a training step and the model that it trains. Throws
 * MODEL_NOT_READY or PROVIDER_UNAVAILABLE if one cannot be opened.
 */
export async function openStatefulGraphs(graphs: StatefulGraphs): Promise<OpenGraphs> {
  const thread = startThread(path.join(__dirname, "state-worker"));
  const call = (task: string, value: unknown, transfer: ArrayBuffer[] = []) =>
    thread.call(task, { value, transfer });
  try {
    await call("open", graphs);
  } catch (error) {
    await thread.end();
    throw error;
  }
  return {
    write: async (values) => {
      await call("write", values);
    },
    read: async () => (await call("read", null)) as Values,
    run: async (graph, inputs) => {
      const buffers = Object.values(inputs).map(({ data }) => data.buffer);
      return (await call("run", { graph, inputs }, [...new Set(buffers)])) as Values;
    },
    close: () => thread.end(),
  };
}
