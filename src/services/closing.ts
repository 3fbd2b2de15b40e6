/** What was opened, and the order in which it is closed. */
export interface Closing {
  /** Closed before everything added so far. */
  first(close: () => unknown): void;
  /** Closed after everything added so far. */
  last(close: () => unknown): void;
  /** Closes everything, one after another; a failure does not stop the others, and is thrown at the end. */
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const closers: (() => unknown)[] = [];
  return {
    first: (close) => void closers.unshift(close),
    last: (close) => void closers.push(close),
    async close() {
      const failures: unknown[] = [];
      for (const close of closers.splice(0)) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
