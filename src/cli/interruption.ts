import { RegionaryError } from "../errors";

/** Under npx a Ctrl-C comes twice: from the terminal, and passed on by npm. */
const REPEATS_MS = 1_000;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Calls `stop` at the first SIGINT or SIGTERM. One that comes over a second later ends the process at once.
 * Returns a function that stops listening.
 */
export function onInterrupt(stop: () => void): () => void {
  let firstAt: number | undefined;
  const listener = () => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      stop();
    } else if (Date.now() - firstAt > REPEATS_MS) {
      process.exit(130);
    }
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/**
 * Runs `work` with a signal that Ctrl-C aborts with CANCELLED. The work throws that reason where it can stop,
 * and so undoes on its way out what it had not finished.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const ignore = onInterrupt(() => {
    const message = "Stopped. What was not finished is not stored.";
    controller.abort(new RegionaryError("CANCELLED", message));
  });
  try {
    return await work(controller.signal);
  } finally {
    ignore();
  }
}
