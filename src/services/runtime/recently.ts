/** What was read is given again for so long, and for so many times as long as reading took, if that is longer. */
const LEAST_MS = 5_000;
const TIMES_AS_LONG = 100;

/**
 * A figure that takes a while to read, for callers who ask every second: what was read last, which is read anew in the
 * background when it is old; only the first callers wait. Null as long as no read has succeeded; reads never overlap.
 */
export function recently<T>(read: () => Promise<T>): () => Promise<T | null> {
  let last: T | null = null;
  let wasRead = false;
  let freshUntil = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  const readNow = async () => {
    const begun = performance.now();
    last = await read().catch(() => last);
    wasRead = true;
    const ended = performance.now();
    freshUntil = ended + Math.max(LEAST_MS, TIMES_AS_LONG * (ended - begun));
  };
  return async () => {
    if (performance.now() > freshUntil)
      reading ??= readNow().finally(() => {
        reading = null;
      });
    if (!wasRead) await reading;
    return last;
  };
}
