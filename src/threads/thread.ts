import path from "node:path";
import { Worker } from "node:worker_threads";
import { type Parcel, type ThreadReply, type ThreadRequest, unpackError } from "./thread-messages";

/**
 * A thread's numbers are outside its heap, so of Node's default of 48 MiB each thread would only keep free
 * memory.
 */
const YOUNG_HEAP_MB = 8;
const PATIENCE_MS = 10_000; // a thread that is in native code for longer than this is abandoned

/** The thread ended before it answered; the caller may try on another. */
export class ThreadEnded extends Error {}

/** A running worker thread, as a function that can be called. */
export interface Thread {
  /** Rejects with the task's own error, or with `ThreadEnded`. */
  call(task: string, parcel: Parcel<unknown>): Promise<unknown>;
  /** Asks the thread to end between two native calls, and waits until it has. */
  end(): Promise<void>;
  /** Ends the thread at once, in the middle of its JavaScript. Not for one with ONNX Runtime in it: that ends the process. */
  kill(): Promise<void>;
  /** Resolves with the reason if the thread ended unexpectedly. */
  readonly ended: Promise<string | null>;
}

/**
 * Starts a thread from a file, an absolute path without its extension: compiled JavaScript in the
 * installed program, TypeScript (through swc) in tests and development.
 */
export function startThread(script: string): Thread {
  const extension = path.extname(__filename);
  const worker = new Worker(script + extension, {
    execArgv: extension === ".ts" ? ["-r", require.resolve("@swc-node/register")] : [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let failure = "";
  let ending: ThreadEnded | null = null;
  let toldToEnd = false;

  const ended = new Promise<string | null>((resolve) => {
    worker.on("exit", (exitCode) => {
      ending = new ThreadEnded(failure || `exit code ${exitCode}`);
      for (const { reject } of waiting.values()) reject(ending);
      waiting.clear();
      resolve(toldToEnd ? null : ending.message);
    });
  });
  worker.on("error", (error) => {
    failure = String(error);
  });
  worker.on("message", (reply: ThreadReply) => {
    if ("endedBy" in reply) {
      failure = reply.endedBy;
      return;
    }
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref(); // a thread that has nothing to do keeps no process from ending
    if ("error" in reply) call?.reject(unpackError(reply.error));
    else call?.resolve(reply.result);
  });

  return {
    ended,
    call: (task, { value, transfer }) =>
      new Promise((resolve, reject) => {
        if (ending) throw ending;
        const id = ++lastId;
        worker.ref();
        worker.postMessage({ id, task, message: value } satisfies ThreadRequest, transfer);
        waiting.set(id, { resolve, reject });
      }),
    async end() {
      toldToEnd = true;
      worker.ref();
      worker.postMessage("end" satisfies ThreadRequest);
      const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
      await Promise.race([ended, patience]);
      worker.unref();
    },
    async kill() {
      toldToEnd = true;
      await worker.terminate();
    },
  };
}
