/** Tasks that fail in ways of their own, for tests of what their caller and the log hear; failing-worker.js does them. */
export type FailingTasks = {
  /** Answers with what cannot cross to another thread. */
  answerFunction: { message: null; result: unknown };
  /** Ends the thread by an error that no task awaits. */
  throwOutside: { message: null; result: null };
  echo: { message: string; result: string };
};
