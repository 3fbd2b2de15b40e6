/** Brings to the disk what was written, behind those who wrote it. */
export interface FlushBehind {
  /** Rejects once a flush has failed; to be asked before anything more is written. */
  check(): void;
  /** There is something new: it is flushed after what is being flushed now. */
  request(): void;
  /** Waits until all is flushed that was requested. */
  done(): Promise<void>;
}

export function flushBehind(flush: () => Promise<void>): FlushBehind {
  let isWaiting = false;
  let failure: { readonly error: unknown } | null = null;
  let last: Promise<void> = Promise.resolve();
  const check = () => {
    if (failure) throw failure.error;
  };
  return {
    check,
    request() {
      if (isWaiting) return; // what waits will flush this too
      isWaiting = true;
      last = last.then(async () => {
        isWaiting = false;
        if (!failure)
          await flush().catch((error: unknown) => {
            failure = { error };
          });
      });
    },
    async done() {
      await last;
      check();
    },
  };
}
