import workerThreads, { type Worker } from "node:worker_threads";
import type { ThreadRequest } from "../../src/threads/thread-messages";

/** Knows the threads that the tests of a file start: what it gives ends those of a script as a crash would. */
export function runningThreads(): (script: string) => Promise<void> {
  const running = new Map<Worker, string>();
  let restore = () => {};
  beforeAll(() => {
    const { Worker: NodeWorker } = workerThreads;
    workerThreads.Worker = class extends NodeWorker {
      constructor(...[script, options]: ConstructorParameters<typeof NodeWorker>) {
        super(script, options);
        running.set(this, String(script));
        this.once("exit", () => running.delete(this));
      }
    };
    restore = () => {
      workerThreads.Worker = NodeWorker;
    };
  });
  afterAll(() => restore());
  return async (script) => {
    const ended = [...running].filter(([, its]) => its.includes(script)).map(([worker]) => endOf(worker));
    await Promise.all(ended);
  };
}

/** From within, as all threads end: from outside, while ONNX Runtime runs, it would take the process along. */
function endOf(worker: Worker): Promise<unknown> {
  const end = new Promise((resolve) => worker.once("exit", resolve));
  worker.postMessage("end" satisfies ThreadRequest);
  return end;
}
