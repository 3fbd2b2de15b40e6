import { findWork } from "../../storage/work/work-rows";
import { hasEnded } from "../../storage/work/work-states";
import type { ServiceContext } from "../context";
import { WorkEnded } from "./work-ended";

/**
 * Runs some work with a signal that fires when `stopping` does, or, with `WorkEnded`, when a caller cancels
 * or removes the work; in that case it resolves however `work` ends.
 */
export async function untilEnded(
  { db, eventListener }: Pick<ServiceContext, "db" | "eventListener">,
  id: string,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const stop = () => controller.abort(stopping.reason);
  const end = () => controller.abort(new WorkEnded());
  stopping.addEventListener("abort", stop, { once: true });
  if (stopping.aborted) stop();
  const look = async () => {
    const [row] = await findWork(db, [id]);
    if (!row || (hasEnded(row.state) && row.state !== "COMPLETED")) end();
  };
  const stopWatching = eventListener.watch(id, (change) => {
    // While the database is unreachable nothing is known: the next change or the next store will tell.
    if (change === null) look().catch(() => undefined);
    else if (change.state === "CANCELLED" || change.state === "FAILED" || change.state === "REMOVED") end();
  });
  try {
    await work(controller.signal);
  } catch (error) {
    if (!(error instanceof WorkEnded || controller.signal.reason instanceof WorkEnded)) throw error;
  } finally {
    stopping.removeEventListener("abort", stop);
    stopWatching();
  }
}
