import { serveTasks } from "../../src/threads/serve-tasks";

/** Tasks that fail in ways of their own, for tests of what their caller and the log hear. */
export type FailingTasks = {
  /** Answers with what cannot cross to another thread. */
  answerFunction: { message: null; result: unknown };
  /** Ends the thread by an error that no task awaits. */
  throwOutside: { message: null; result: null };
  echo: { message: string; result: string };
};

serveTasks<FailingTasks>(
  {
    answerFunction: async () => ({ value: () => {}, transfer: [] }),
    throwOutside: () =>
      new Promise(() => {
        setImmediate(() => {
          throw new DOMException("This object is not to be moved.", "DataCloneError");
        });
      }),
    echo: async (message) => ({ value: message, transfer: [] }),
  },
  { oneAtATime: true },
);
