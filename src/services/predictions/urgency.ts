import type { SubmitOptions } from "../../batcher/batcher-options";
import { RegionaryError } from "../../errors";

const MAX_DEADLINE_MS = 600_000;

/**
 * The urgency of an interactive caller: the deadline limits the batches that it joins and ends the wait itself, until
 * it is settled.
 */
export function urgencyOf(
  deadlineMs: number | null,
  signal: AbortSignal | undefined,
  owner?: string,
): { urgency: SubmitOptions; settle(): void } {
  if (deadlineMs === null)
    return { urgency: { priority: "interactive", owner, signal }, settle: () => undefined };
  if (deadlineMs < 1 || deadlineMs > MAX_DEADLINE_MS) {
    throw new RegionaryError(
      "INVALID_INPUT",
      `deadlineMs must be from 1 to ${MAX_DEADLINE_MS}; got ${deadlineMs}.`,
    );
  }
  const expiry = new AbortController();
  const reason = new RegionaryError(
    "DEADLINE_EXCEEDED",
    `There was no result within ${deadlineMs} ms. Allow more time, or send fewer requests at once.`,
  );
  const timer = setTimeout(() => expiry.abort(reason), deadlineMs).unref();
  const signals = signal ? [signal, expiry.signal] : [expiry.signal];
  const deadline = performance.now() + deadlineMs;
  return {
    urgency: { priority: "interactive", owner, deadline, signal: AbortSignal.any(signals) },
    settle: () => clearTimeout(timer),
  };
}
