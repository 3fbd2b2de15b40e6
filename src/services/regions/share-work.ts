import { setMaxListeners } from "node:events";
import { RegionaryError } from "../../errors";

interface Shared<T> {
  readonly result: Promise<T>;
  readonly abandon: AbortController;
  callers: number;
  isDone: boolean;
}

/** Does `work` for a key, unless it is already in progress. */
type SharedWork<T> = (
  key: string,
  signal: AbortSignal | undefined,
  work: (abandoned: AbortSignal) => Promise<T>,
) => Promise<T>;

/** The same, and then what the caller does with the result while it has it. */
type SharedUse<T> = <R>(
  key: string,
  signal: AbortSignal | undefined,
  work: (abandoned: AbortSignal) => Promise<T>,
  use: (result: T) => Promise<R>,
) => Promise<R>;

/** Lets callers for the same key share one piece of work, as `shareUse` does. */
export function shareWork<T>(): SharedWork<T> {
  const share = shareUse<T>(() => undefined);
  return (key, signal, work) => share(key, signal, work, async (result) => result);
}

/**
 * Lets callers for the same key share one piece of work. A caller whose signal fires leaves at once with
 * its reason without affecting the others; when the last has left, the work is told to stop, or `dispose` gets the result.
 */
export function shareUse<T>(dispose: (result: T) => void): SharedUse<T> {
  const underWay = new Map<string, Shared<T>>();

  const start = (key: string, work: (abandoned: AbortSignal) => Promise<T>): Shared<T> => {
    const abandon = new AbortController();
    const shared: Shared<T> = {
      abandon,
      callers: 0,
      isDone: false,
      result: work(abandon.signal).finally(() => {
        shared.isDone = true;
        if (underWay.get(key) === shared) underWay.delete(key);
      }),
    };
    underWay.set(key, shared);
    // Callers that still wait see the failure; when all have left, nobody has to.
    shared.result.catch(() => undefined);
    return shared;
  };

  return async (key, signal, work, use) => {
    if (signal?.aborted) throw leaving(signal);
    const shared = underWay.get(key) ?? start(key, work);
    shared.callers++;
    try {
      return await use(await (signal ? untilLeft(shared.result, signal) : shared.result));
    } finally {
      shared.callers--;
      if (shared.callers === 0) {
        // No caller may join work that is being given up.
        if (underWay.get(key) === shared) underWay.delete(key);
        if (!shared.isDone) shared.abandon.abort();
        shared.result.then(dispose, () => undefined);
      }
    }
  };
}

/** A result that the caller stops waiting for when its signal fires. */
export function untilLeft<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(leaving(signal));
    setMaxListeners(0, signal); // all images of a job share one; each releases it again
    signal.addEventListener("abort", leave, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

function leaving({ reason }: AbortSignal): Error {
  if (reason instanceof RegionaryError) return reason;
  return new RegionaryError("CANCELLED", "The caller disconnected before the result was ready.");
}
