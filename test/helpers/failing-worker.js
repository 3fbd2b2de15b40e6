// In JavaScript: a thread is started from the same language as `threads/thread`, which is compiled in tests.
const { serveTasks } = require("../../.compiled/threads/serve-tasks");

serveTasks(
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
