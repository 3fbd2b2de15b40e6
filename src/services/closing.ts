/** What was opened, and in which order it is closed again. */
export interface Closing {
  /** Closed before all that is there now. */
  first(close: () => unknown): void;
  /** Closed after all that is there now. */
  last(close: () => unknown): void;
  /** Closes everything, one after another; what fails keeps nothing else open, and is thrown in the end. */
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
