import { RegionaryError } from "../../errors";

/** Under npx a Ctrl-C arrives twice: from the terminal, and forwarded by npm. */
const REPEATS_MS = 1_000;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `work` with a signal that Ctrl-C aborts with CANCELLED. The work throws that reason where it can stop,
 * and so undoes on its way out what it had not finished. A Ctrl-C more than a second after the first
 * ends the process at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const listener = () => {
    firstAt ??= Date.now();
    if (Date.now() - firstAt > REPEATS_MS) process.exit(130);
    controller.abort(new RegionaryError("CANCELLED", "Stopped.")); // has no effect the second time
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, listener);
  }
}
