import { parentPort } from "node:worker_threads";
import { type Parcel, packError, type Tasks, type ThreadReply, type ThreadRequest } from "./thread-messages";

type Handlers<T extends Tasks> = {
  readonly [K in keyof T]: (message: T[K]["message"]) => Promise<Parcel<T[K]["result"]>>;
};

/**
 * The thread's side of a lane: does tasks until told to end. With `oneAtATime` a task starts only when the
 * one before it has ended, for work that shares state such as loaded sessions.
 */
export function serveTasks<T extends Tasks>(
  handlers: Handlers<T>,
  { oneAtATime }: { oneAtATime: boolean },
): void {
  const port = parentPort;
  if (!port) throw new Error("serveTasks runs only in a worker thread");
  const send = (reply: ThreadReply, transfer: ArrayBuffer[]) => port.postMessage(reply, transfer);
  let previous: Promise<void> = Promise.resolve();

  // Node would pass the error on itself, but without the name and message of a `DOMException`.
  process.on("uncaughtException", (error) => {
    send({ endedBy: String(error) }, []);
    process.exit(1);
  });

  port.on("message", (request: ThreadRequest) => {
    // The thread is ended from within: ending it from outside while ONNX Runtime runs aborts the process.
    if (request === "end") process.exit(0);
    const turn = oneAtATime ? previous.then(() => answer(request)) : answer(request);
    previous = turn;
  });

  async function answer({ id, task, message }: Extract<ThreadRequest, { id: number }>): Promise<void> {
    try {
      const handler = handlers[task];
      if (!handler) throw new TypeError(`this thread has no task named ${task}`);
      const { value, transfer } = await handler(message);
      send({ id, result: value }, transfer);
    } catch (error) {
      send({ id, error: packError(error) }, []);
    }
  }
}
