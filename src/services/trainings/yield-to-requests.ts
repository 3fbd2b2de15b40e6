import { setTimeout as delay } from "node:timers/promises";
import type { ServiceContext } from "../context";

/** The longest delay of a step, so that a training under constant requests still finishes. */
const MOST_PATIENCE_MS = 5_000;
const LOOK_MS = 20;

/** Resolves when no interactive request waits for the model, or after a while; rejects when the signal fires. */
export async function yieldToRequests(
  { admission }: Pick<ServiceContext, "admission">,
  signal: AbortSignal,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < MOST_PATIENCE_MS; waitedMs += LOOK_MS) {
    signal.throwIfAborted();
    if (admission.stats().underWay === 0) return;
    await delay(LOOK_MS, undefined, { signal });
  }
}
